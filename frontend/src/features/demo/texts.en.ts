/** Words of the demo page, English. */
import type { English } from '../../i18n/catalog';
import type id from './texts.id';

const en: English<typeof id> = {
  title: 'Accounts of the demo city',
  lead: 'Everybody here is made up. One password opens all accounts; officers also need an authenticator code.',
  password: 'Password of all accounts',
  accounts: 'Accounts',
  email: 'E-mail',
  purpose: 'For',
  code: 'Code now',
  noCode: 'no code needed',
  fresh: 'Codes change every 30 seconds and work once. This page loads new ones by itself.',
  mail: 'Mail of the system never leaves this computer. The address of its page is printed when the demo starts.',
  none: 'This is not the demo city',
  noneText: 'Demo accounts exist only in a demo city that runs on one’s own computer.',
  signIn: 'Sign in',
};
export default en;
