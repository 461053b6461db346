/** Words of the page of messages, English. */
import type { English } from '../../i18n/catalog';
import type id from './texts.id';

const en: English<typeof id> = {
  title: 'Messages and what they mean',
  lead: 'Every message of the system: what happened, and what you can do.',
  find: 'Find a code or a word',
  found: { one: '{count} message', other: '{count} messages' },
  code: 'Code',
  meaning: 'What happened, and what can be done',
  none: 'No message fits',
  noneHow:
    'This list holds every message of the system. Check the spelling of the code, or empty the search.',
  all: 'Show all',
  loading: 'Loading…',
  places: 'A … stands for a time, a number or a name that the message carries when it appears.',
};
export default en;
