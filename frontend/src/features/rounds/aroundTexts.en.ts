/** Words of what stands around vacancies: saved searches, comparison, competition. */
import type { English } from '../../i18n/catalog';
import type id from './aroundTexts.id';

const texts: English<typeof id> = {
  saveTitle: 'Save the search',
  saveTell:
    'We send a mail only when a new vacancy fits, at most once a day. Before that you agree by the link in a first mail.',
  saveOwnTell:
    'New vacancies that fit are sent to the e-mail address of your account, at most once a day.',
  saveAct: 'Save this search',
  saveOther: 'Use another address',
  email: 'E-mail address',
  emailWhy: 'to send new vacancies of this search',
  emailKept: 'until you stop it, then deleted',
  savedOwn: 'Saved. News of vacancies comes to the address of your account.',
  savedAsk:
    'Open the mail at {email} and agree within {hours} hours. No other mail is sent before that.',
  confirmTitle: 'Agree to news of vacancies',
  confirmLead:
    'Once you press this button, new vacancies of your search are mailed to you, at most once a day.',
  confirmAct: 'Yes, send me news',
  confirmDone: 'Saved. Each mail carries a link to stop.',
  stopTitle: 'Stop news of vacancies',
  stopDone: 'Stopped. We have deleted the search, the address and its mails.',
  toSearch: 'Find a vacancy',
  compareTitle: 'Compare vacancies',
  compareLead: 'Up to four vacancies. What differs is marked.',
  compareEmpty: 'No vacancy is chosen yet',
  compareEmptyHow: 'Tick "Compare" at the vacancies that interest you, then come back here.',
  compareGone: 'One vacancy of this address is not there any more.',
  compareShare: 'You can send the address of this page to others.',
  different: 'differs',
  same: 'the same',
  remove: 'Take out of the comparison',
  aspect: 'Aspect',
  agency: 'Agency and unit',
  round: 'Selection',
  apply: 'Apply',
  until: 'Until',
  pay: 'Pay',
  places: 'Places',
  pool: 'Kind of need',
  education: 'Education',
  anyEducation: 'Not stated',
  moreEducation: '{names}, and {rest} more',
  requirements: 'Other requirements',
  region: 'Region',
  disabled: 'People with a disability',
  openDisabled: 'Open',
  notStated: 'not stated',
  competition: 'Passed the check per place',
  competitionTitle: 'Competition over the years',
  competitionChart: '{post}, {agency}: applicants who passed the check for each place',
  competitionNone:
    'No number of applicants has been published for this post at this agency, so its competition cannot be shown yet.',
  competitionOne:
    'The number of one year only is known: {rate} people for one place in {year}. There is no other year to compare with yet.',
  competitionUp: 'Competition rose: from {from} people per place ({first}) to {to} ({last}).',
  competitionDown: 'Competition fell: from {from} people per place ({first}) to {to} ({last}).',
  competitionSame: 'Competition is the same: {rate} people per place in {first} and {last}.',
  competitionUnknown: 'There is no number yet for {years}.',
  competitionHow:
    'Counted over vacancies of the same post at the same agency whose number of applicants was published. How many registered before the check of documents is not published.',
  perPlace: 'people per place',
  passedApplicants: 'passed the check',
  placesCounted: 'places',
};
export default texts;
