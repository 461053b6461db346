/** Words of the page about limits (English). */
import type { English } from '../../i18n/catalog';
import type id from './texts.id';

const texts: English<typeof id> = {
  title: 'What this cannot stop',
  lead: 'A result that can be recomputed does not make a selection honest. This is what can still happen, what shows it, and what you can do.',
  back: 'Check it yourself',
  can: 'What can be made sure',
  canList1: 'Anybody can recompute the ranking from the rules and marks that were published.',
  canList2:
    'Whoever keeps rules, an announcement or a receipt can prove it if they are replaced later.',
  canList3: 'Every participant can see the reasons of their own decision.',
  cannot: 'What cannot',
  sign: 'What shows it',
  act: 'What you can do',
  examiner: 'A bribed examiner',
  examinerWhat:
    'We compute from the marks that are entered. If an examiner is paid for a high mark, the computation is right and the result is wrong.',
  examinerSign:
    'Marks of an interview or a practical test are far from those of the written test, always from the same examiner, or an examiner gives nearly the same mark to everybody but one.',
  examinerAct:
    'Write down who asked for what, when and where. Report bribery to the KPK or the police, not only to the committee. Do not pay: no payment in a selection is lawful.',
  leak: 'Leaked questions',
  leakWhat:
    'Whoever knew the questions gets a valid mark. No computation can tell them from somebody who studied.',
  leakSign:
    'Many nearly perfect marks from one place, one hour or one course; questions going round before the test.',
  leakAct:
    'Keep the questions that went round with the time when you got them, and report before the test or right after it. Evidence with a time is far stronger than a story.',
  stranger: 'Somebody else in the chair',
  strangerWhat:
    'A stand-in who passes the check of face and identity card makes a mark that is recorded for another person.',
  strangerSign:
    'Somebody who was accepted cannot do what was tested; the face on the picture of attendance is another.',
  strangerAct:
    'Report it to the regional inspectorate. They can look at pictures and lists of attendance again.',
  liar: 'An officer who lies into the record',
  liarWhat:
    'The record keeps what was written, not whether it is true. An officer can write “the certificate does not fit” when it does, and a second officer can approve it.',
  liarSign:
    'The reason of the decision does not fit the document that you sent. You see both, and the office that decided.',
  liarAct:
    'Object in time and say which document was misread. If it is refused without a clear answer, go to the Ombudsman; it is free.',
  kept: 'People who are kept from applying',
  keptWhat:
    'Whoever never came in is not visible here: who was not told, was threatened, has no connection, or was sent away at the counter.',
  keptSign:
    'Far fewer applicants than last year for the same post; an announcement that is hard to find; a very short registration.',
  keptAct:
    'Keep evidence that you tried: date, place, screenshots. Ask the counter for help, then complain to SP4N-LAPOR! or the Ombudsman.',
  tailored: 'Requirements made for one person',
  tailoredWhat:
    'Rules and requirements are set by people. A very narrow requirement can be computed correctly and still be unfair.',
  tailoredSign:
    'An ordinary post with very special education or experience; rules that change just before registration opens.',
  tailoredAct:
    'Read the rules and their changes: every change is published with its reason and legal basis. Ask in writing why the requirement is needed.',
  witnesses: 'Witnesses who collude',
  witnessesWhat:
    'The public record is guarded by independent witnesses who sign its state. If enough of them work with us, two people can be shown different records. As long as there is no witness, we alone guard it.',
  witnessesSign:
    'The receipt or the record that you kept does not fit what somebody else saw at the same time.',
  witnessesAct:
    'Keep your receipt and the files of the announcement, and compare them with those of others. A university, a newspaper or a community can be a witness itself.',
  page: 'A page that only ever comes from us',
  pageWhat:
    'When this page says “the same”, it is a program that we sent who says so. We could send another program to certain people.',
  pageSign:
    'The hash of the program that you downloaded differs from the one that others kept, or another program gives another result.',
  pageAct:
    'Download the checker as one file and use it without the internet, compare its hash with others, or compute with a program of your own. All formulas stand on the pages of the rules.',
  unsure: 'Rules that are not certain',
  unsureWhat:
    'Some parts of the rules are not clearly written in any regulation that we found. We mark them, but the program still computes with one choice.',
  unsureSign: 'Such a part is marked “to be confirmed” on the page of the rules.',
  unsureAct:
    'If it decides your result, name it in your objection and ask for a ruling in writing.',
  recordLink: "See the record's keys and witnesses",
  rulesLink: 'Read the selection rules',
  where: 'Where to complain',
  whereObjection:
    'An objection, on the page of your application or at SSCASN, within the time that the announcement names.',
  whereLapor: 'SP4N-LAPOR! (lapor.go.id): complaints about public services; a name is not needed.',
  whereOmbudsman:
    'The Ombudsman of the Republic of Indonesia: maladministration, also in selections; free.',
  whereBribe: 'The KPK or the police: bribes, illegal charges and forgery.',
};
export default texts;
