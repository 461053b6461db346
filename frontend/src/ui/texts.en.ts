/** Words that components say themselves, in English. */
import type { English } from '../i18n/catalog';
import type id from './texts.id';

const texts: English<typeof id> = {
  problemFields: {
    one: '{count} answer needs correcting',
    other: '{count} answers need correcting',
  },
  problemMeaning: 'What this message means (new tab)',
  traceId: 'Incident number for the officer',
  tryAgain: 'Try again',
  loadMore: 'Load more',
  loading: 'Loading…',
  shownOf: { one: '{count} shown', other: '{count} shown' },
  breadcrumbs: 'Where this page is',
  close: 'Close',
  notices: 'Notices',
  skip: 'Skip to the content',
  language: 'Language',
  theme: 'Appearance',
  themeSystem: 'Same as device',
  themeLight: 'Light',
  themeDark: 'Dark',
};
export default texts;
