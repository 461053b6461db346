/** Words of the front page, in English. */
import type { English } from '../i18n/catalog';
import type id from './homeTexts.id';

const texts: English<typeof id> = {
  homeTitle: 'Public hiring in plain sight, from vacancy to result',
  homeLead:
    'See the posts, apply from anywhere, know the reason for every decision, and recompute the result yourself.',
  askVacancies: 'Which posts are open, and until when?',
  tellVacancies: 'Search by post, unit and your education. No account needed.',
  actVacancies: 'Search posts',
  askApplication: 'How is my application doing?',
  tellApplication: 'Sign in to see the stage, the reason for each decision and the next step.',
  actApplication: 'See my application',
  askResult: 'Was the last result right?',
  tellResult: 'Every result can be recomputed from its rules and data, by anyone.',
  actResult: 'Check a result',
  resultUnchecked: 'No result has been checked on this page yet.',
  askReport: 'How do I report something wrong?',
  tellReport: 'Tell us what you saw. You need not give your name.',
  actReport: 'Make a report',
  notOpen: 'This page is not open yet.',
  timeline: 'Timeline',
  timelineEmpty: 'No timeline yet',
  timelineHow: 'The timeline appears here as soon as the committee publishes a round.',
  training: 'Classes open now',
  trainingEmpty: 'No class is open',
  trainingHow: 'Classes appear here as soon as an organizer opens them.',
  trainingAll: 'All training',
};
export default texts;
