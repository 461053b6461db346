/** Words of the list of rules and of the heads of their pages (English). */
import type { English } from '../../i18n/catalog';
import type id from './headTexts.id';

const texts: English<typeof id> = {
  listTitle: 'Selection rules',
  listLead:
    'Every selection is computed by written rules. All of them can be read here, with their legal sources.',
  listShipped: 'Standard rules',
  listShippedHow: 'Used as they are, or changed by a selection before its registration opens.',
  listOwn: 'Rules set by a selection',
  listOwnNone: 'No published selection has rules other than the standard ones yet.',
  listCard: 'Version {version}, for {valid}',
  listRounds: {
    one: 'Used by {count} published selection',
    other: 'Used by {count} published selections',
  },
  ownFile: 'Read a rule file of your own',
  ownFileHow: 'You have the rules.json of an announcement? Read it, or compare two versions.',
  loading: 'Loading…',
  ruleLead:
    'The rules of this selection in plain words: requirements, tests, thresholds, ranking and their legal sources. Version {version}, for {valid}.',
  changeTitle: 'What changed in the rules',
  changeLead: 'From {before} to {after}.',
  changeOf: '{title}, version {version}',
  openBefore: 'Read the rules before',
  openAfter: 'Read the rules after',
  otherWay: 'See the other way round',
  ownTitle: 'Read a rule file',
  ownLead:
    'Choose the rules.json of an announcement. It is put into plain words on your device; the file is not sent anywhere.',
  ownFirst: 'Rule file (rules.json)',
  ownSecond: 'Another version of these rules',
  ownSecondHow: 'May stay empty. If there is one, this page shows what changed.',
  ownRefused: 'The file {file} is no set of rules that can be computed. The place: {place}. {why}',
};
export default texts;
