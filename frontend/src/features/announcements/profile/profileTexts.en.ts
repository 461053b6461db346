/** Words of publication profiles, in English. */
import type { English } from '../../../i18n/catalog';
import type id from './profileTexts.id';

const texts: English<typeof id> = {
  choose: 'What is published about participants',
  chooseHint: 'This selection promised profile {profile}. You may show less, not more.',
  profileA: 'A: names of those placed, and codes',
  consequenceA:
    'Their names are published to everybody and cannot be taken back. By their code, their marks can be read as theirs. It needs a basis recorded by the information officer (PPID). Names in pool disability are left out, and those without a place stay codes.',
  profileB: 'B: codes alone',
  consequenceB:
    'Each participant stands with a random code and marks. Anybody can recompute the whole result.',
  profileC: 'C: codes, small vacancies withheld',
  consequenceC:
    'Vacancies with fewer than {below} participants are withheld, since people could guess who they are. Participants read their own outcome after signing in. Outsiders cannot recompute that part; its size is told.',
  basis: "The information officer's basis for publishing names",
  basisHow: 'It is published with the announcement. Name the unit, not the officer.',
  document: 'Number of the document',
  date: 'Date of the document',
  unit: 'Unit of the information officer',
  text: 'The basis',
  textHint: 'For example the result of the consequence test: what is open, by which article.',
  will: 'What will be published',
  willProfile: 'Profile {profile}. {what}',
  files: 'Files that will be published',
  filesHow:
    'announcement.json and hashes.txt are added at publication, since they name that instant.',
  file: 'File',
  size: 'Size',
  withheldTitle: 'What is withheld',
  withheld:
    '{vacancies} vacancies with {participants} participants are withheld, since fewer than {below} take part.',
  joined:
    '{joined} of them are not small, but a place joins them to a small one, so they could not be computed without it.',
  withheldOwn: 'Their participants read their own outcome after signing in.',
  commitment: 'Salted hash of the whole files (to be opened before a court)',
  open: 'Download the whole files for a court or the inspectorate (ZIP)',
  openHow: 'That they were opened is recorded.',
  namesTitle: 'Those placed',
  namesHow: 'Names in pools that never stand beside a name, such as disability, are left out.',
  namesNone: 'No name stands here.',
  namesLost: 'The list of names could not be fetched. Reload this page.',
  name: 'Name',
  code: 'Participant code',
  reportTitle: 'Could a participant without a place be recognised?',
  reportHow:
    "Outsiders may know somebody's pool, education, unit, and about their age and school grade, but not their test marks. This counts how many rows are the same in that, as far as the row shows it.",
  reportGood: 'No: every row is hidden among others like it.',
  reportNeeded:
    'May be published: {count} rows stand alone, but only by values that a decision rests on; without them nobody could recompute.',
  reportBlocks:
    'May not be published yet: {count} rows stand alone. Discard it and prepare it again with profile C, or announce it together with similar vacancies.',
  groups: 'Rows by how many are the same',
  groupsSentence: '{rows} rows of participants without a place; the smallest group has {smallest}.',
  rows: 'rows',
  size1: 'stands alone',
  size2: '2 to 4 the same',
  size5: '5 to 9 the same',
  size10: '10 or more the same',
  alone: 'Rows that stand alone',
  vacancy: 'Vacancy',
  seen: 'What is seen besides test marks',
  seenNone: 'the vacancy alone',
  born: 'born {band}',
  grade: 'school grade {band}',
  education: 'education {code}',
  decision: 'Why',
  needed: 'a decision rests on it',
  notNeeded: 'must be hidden',
};
export default texts;
