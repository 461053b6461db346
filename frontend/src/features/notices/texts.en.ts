/** Words of the inbox in English. */
import type { English } from '../../i18n/catalog';
import type id from './texts.id';

const texts: English<typeof id> = {
  title: 'Inbox',
  lead: 'All official notices for you. Mails only say that something is new here.',
  empty: 'No notices yet',
  emptyHow: 'News about your applications, decisions and training appears here.',
  unread: 'new',
  open: 'Open',
  read: 'Read {date}',
  loading: 'Loading…',
  unreadCount: '{count} unread',
};
export default texts;
