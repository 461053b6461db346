/** Words of tables, queues and verdicts, in English. */
import type { English } from '../i18n/catalog';
import type id from './showTexts.id';

const texts: English<typeof id> = {
  where: 'Where you are',
  happened: 'What happened',
  next: 'Next step',
  by: 'At the latest',
  requirement: 'Requirement',
  evidence: 'Evidence',
  verdict: 'Result',
  met: 'Meets',
  unmet: 'Does not meet',
  waiting: 'Waiting',
  person: 'An officer will judge',
  unchecked: 'Not checked yet',
  queueCount: { one: '{count} waiting', other: '{count} waiting' },
  queueOldest: 'Longest wait: {age}',
  queueForecast: 'Expected to end: {date}',
  queuePromise: 'Promised: {date}',
  queueKeys: 'Keys J and K move to the next and the previous, Enter opens.',
  table: 'See the table',
  csv: 'Download CSV',
  category: 'Group',
  progress: '{done} of {total} done',
  rate: '{rate} a minute',
  left: 'about {minutes} minutes left',
  leaveFine: 'You may leave this page. The work goes on.',
  sortBy: 'Sort by {column}',
};
export default texts;
