/** Words for a session that ended, in English. */
import type { English } from '../i18n/catalog';
import type id from './lostTexts.id';

const texts: English<typeof id> = {
  lostTitle: 'Your session has ended',
  lostBody:
    'What you typed is still on this page. Sign in again in a new tab, then come back. This window closes by itself.',
  lostSignIn: 'Sign in again in a new tab',
  lostLeave: 'Leave this page',
};
export default texts;
