/** Words of the frame and the pages for trouble, in English. */
import type { English } from '../i18n/catalog';
import type id from './texts.id';

const texts: English<typeof id> = {
  menu: 'Menu',
  mainNav: 'Main menu',
  areaNav: 'Menu of this part',
  home: 'Home',
  applicantArea: 'My applications',
  officerArea: "Officers' room",
  employeeArea: "Employees' room",
  signIn: 'Sign in',
  signOut: 'Sign out',
  demoBar: 'DATA REKAAN',
  demoExplain: 'Made-up data: every person and number here is invented, for practice.',
  demoTitle: 'DATA REKAAN: {title}',
  site: 'Terang',
  footerAbout: 'Recruitment, selection and training that anyone can check.',
  footerData: 'Open data',
  footerCheck: 'Check it yourself',
  footerRules: 'Selection rules',
  footerApi: 'API documentation',
  footerMessages: 'What messages mean',
  footerNav: 'About this site',
  install: 'Install on this device',
  lineBar: 'Connection',
  lineGone: 'No connection. This is the last data, of {time}.',
  lineTry: 'Try to connect',
  notFoundTitle: 'Page not found',
  notFoundBody: 'The address may be mistyped, or this page is not open to you.',
  toHome: 'To the home page',
};
export default texts;
