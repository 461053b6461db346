/** Words of the page of open data. */
import type { English } from '../../i18n/catalog';
import type id from './texts.id';

const texts: English<typeof id> = {
  title: 'Open data',
  lead: 'All published vacancies as whole files. No account needed.',
  setTitle: 'Vacancies of {year}: {kind}',
  rows: { one: '{count} vacancy', other: '{count} vacancies' },
  changed: 'Last change',
  csv: 'CSV',
  csvGz: 'CSV in gzip',
  ndjson: 'JSON lines (NDJSON)',
  ndjsonGz: 'NDJSON in gzip',
  download: 'Download {format}',
  empty: 'No data are published yet',
  emptyHow: 'Files appear here as soon as a selection is published.',
  licenceTitle: 'Licence and source',
  licence: 'Anybody may use this arrangement of the data by naming its source ({licence}).',
  source:
    'The archive of 2024 holds facts that BKN published on the SSCASN portal; 97.9% of its vacancies are here. Other vacancies were published on Terang by their committees.',
  formatTitle: 'Form of the files',
  format:
    'CSV uses commas, UTF-8 and one line of headings (RFC 4180). Text that a spreadsheet would run as a formula is led by an apostrophe. An empty cell means unknown.',
  columnsTitle: 'Meaning of the columns',
  column: 'Column',
  meaning: 'Meaning',
  cpns: 'CPNS',
  pppk: 'PPPK',
  blud_professional: 'professional staff of BLUD',
  open_bidding: 'open bidding',
  internal: 'internal selection',
  internship: 'internship',
};
export default texts;
