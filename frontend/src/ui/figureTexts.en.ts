/** Words beside instants and numbers, in English. */
import type { English } from '../i18n/catalog';
import type id from './figureTexts.id';

const texts: English<typeof id> = {
  closed: 'Closed',
  leftDays: '{days} days {hours} hours left',
  leftHours: '{hours} hours {minutes} minutes left',
  leftMinutes: '{minutes} minutes left',
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Could not be copied. Copy it by hand.',
};
export default texts;
