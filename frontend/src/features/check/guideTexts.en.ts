/** Words of the way from a download to "the same", in English. */
import type { English } from '../../i18n/catalog';
import type id from './guideTexts.id';

const texts: English<typeof id> = {
  back: 'Check it yourself',
  title: 'Step by step',
  lead: 'From the files of an announcement to one sentence: the same, or not. No account, about ten minutes.',
  get: 'Get the files',
  get1: 'Open the announcement on the page of results.',
  get2: 'Find “Check it yourself” and press “Download all files (ZIP)”.',
  get3: 'Open the ZIP and unpack it into one empty folder. On a phone the app Files can do it.',
  get4: 'Keep the ZIP itself too, outside of that folder. Do not open and save the CSV files with a spreadsheet: it may change them.',
  results: 'Open the results',
  way: 'Choose one way',
  wayHow: 'All three compute by the same rules. One way is enough; two convince more.',
  page: 'In this browser',
  pageFor: 'The easiest.',
  page1: 'Open the page Check it yourself.',
  page2:
    'Press “Choose a folder” and choose that folder. On a phone without that choice: “Choose files”, and mark all of them.',
  page3:
    'If the announcement lists who goes on to the next stage, choose the stage at “What was announced”.',
  page4: 'Press “Recompute” and read one sentence. Your files are not sent anywhere.',
  open: 'Open Check it yourself',
  file: 'With one file, without the internet',
  fileFor: 'If you do not want to depend on this site.',
  file1: 'At the foot of Check it yourself, press “Download periksa.html”.',
  file2: 'Compare its hash (SHA-256) with one from somebody else whom you trust.',
  file3: 'Go offline, open the file, and do steps 2 to 4 of the first way.',
  command: 'With the command terang-check',
  commandFor: 'The most complete: signatures, the public record and the sealed applicants too.',
  command1: 'Build the program from the source code of Terang (needs Rust).',
  command2: 'Run it in that folder:',
  command3:
    'Read the sentence. It ends with 0 for the same, 1 for not the same, 2 for could not tell.',
  endings: 'What the sentence means',
  same: 'The same as announced',
  sameWhat: 'The announced outcome follows the rules and marks in those files, down to every cell.',
  sameNot: 'Whether the marks and documents themselves are right cannot be seen from here.',
  different: 'Not the same',
  differentWhat:
    'At least one cell differs. The sentence names file, row, participant and both values.',
  differentNext: 'Do the steps of “If it is not the same” below.',
  unknown: 'Could not tell',
  unknownWhat: 'A file is missing, broken or was changed. This proves no fault.',
  unknownNext:
    'Download the ZIP again, unpack it into an empty folder, and repeat. If it stays so, ask the committee.',
  trouble: 'If it is not the same',
  trouble1:
    'Make sure that all files are of one ZIP, and the stage is right. Repeat it in a second way or on another device.',
  trouble2:
    'Keep two files: the ZIP that you downloaded, and the recomputed outcomes (“Download the recomputed outcomes”). Change neither.',
  trouble3:
    'Write down the address of the announcement, its letter number, when you downloaded it, and the sentence that you read.',
  trouble4:
    'Tell the selection committee. A participant who is affected objects before the time for objections on the announcement ends.',
  trouble5:
    'If there is no answer, or one that does not fit the files, report to the regional inspectorate, SP4N-LAPOR! (lapor.go.id) or the Ombudsman (137), with both files.',
  trouble6:
    'Your report can be proven: the hash of the list of files stands in the public record, so the announcement cannot be replaced in silence.',
  limits: 'What this cannot stop',
};
export default texts;
