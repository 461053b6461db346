/** Words of how a check ended, in English. */
import type { English } from '../../i18n/catalog';
import type id from './endingTexts.id';

const texts: English<typeof id> = {
  exampleChangedNote:
    'In this example the TKP mark of participant K03 was changed from 180 to 181.',
  verdict: 'Result of the check',
  same: 'Recomputed on your device: the same as announced.',
  sameThrough: 'What was compared: who goes on, not the final result.',
  computed: 'Recomputed on your device; not compared, because {file} is missing.',
  computedHow: 'Download the outcomes and compare them with the announcement yourself.',
  differs:
    'Not the same: {file} row {row}, participant {participant}, column {column}: announced {announced}, recomputed {computed}.',
  added:
    'Not the same: {file} row {row} announces participant {participant}, who is not in {participants}.',
  leftOut: 'Not the same: participant {participant} is in {participants}, but not in {file}.',
  differsHow:
    'This is the first difference; there may be more. Make sure that all files are of the same announcement. If it still differs, ask the committee and name this row.',
  empty: '(empty)',
  unknown: 'Could not tell: {place}. {why}',
  unknownHow: 'Mend or replace that file, then recompute.',
  atRow: 'row {row}',
  atColumn: 'column {column}',
  other: 'Check other files',
  save: 'Download the recomputed outcomes (CSV)',
  saveName: 'recomputed.csv',
  details: 'See the details',
  participantCount: 'Participants',
  vacancyCount: 'Vacancies',
  rulesId: 'Rules',
  rulesVersion: '{id}, version {version}',
  seconds: 'Time taken',
  secondsValue: '{seconds} seconds',
  vacancyTable: 'Vacancy by vacancy',
  vacancy: 'Vacancy',
  placed: 'Places filled',
  placedOf: '{placed} of {quota}',
  goesOn: 'Going on',
  undecided: 'Undecided',
  applicants: 'Participants',
  refused: 'thresholds not known',
  moreVacancies: { one: 'Show one more vacancy', other: 'Show {count} more vacancies' },
};
export default texts;
