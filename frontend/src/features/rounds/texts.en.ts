/** Words of vacancies and rounds for the public. */
import type { English } from '../../i18n/catalog';
import type id from './texts.id';

const texts: English<typeof id> = {
  searchTitle: 'Find a vacancy',
  searchLead: 'Search by post, unit, education or region. No account needed.',
  text: 'Post, unit or agency',
  education: 'Your education',
  educationHint: 'Name or code, such as D-III Keperawatan.',
  level: 'Level',
  agency: 'Agency',
  agencyHint: 'Type a part of the name, then choose.',
  province: 'Province',
  pool: 'Kind of need',
  payAtLeast: 'Least pay a month (rupiah)',
  disabled: 'Only those open to people with a disability',
  show: 'Show',
  showOpen: 'Open now',
  showAll: 'All, with the archive',
  showArchive: 'Archive CPNS 2024',
  sort: 'Sort by',
  sortTitle: 'Name of the post',
  sortPay: 'Highest pay',
  any: 'All',
  more: 'More filters',
  search: 'Search',
  hits: { one: '{count} vacancy', other: '{count} vacancies' },
  hitsMore: 'More than {count} vacancies',
  none: 'No vacancy matches',
  noneOpen:
    'No registration is open for this search now. The archive of 2024 shows posts and what they ask.',
  noneHow: 'Use fewer words or filters and search again.',
  seeArchive: 'See the archive',
  places: { one: '{count} place', other: '{count} places' },
  passed: {
    one: '{count} applicant passed the check',
    other: '{count} applicants passed the check',
  },
  pay: 'Pay',
  closes: 'Registration until',
  archive: 'Archive 2024',
  openNow: 'Open',
  notOpen: 'Not open',
  openDisabled: 'Open to people with a disability',
};
export default texts;
