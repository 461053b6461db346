/** Words of tables, queues and verdicts. */
import { defineTexts } from '../i18n/catalog';
import { useTexts } from '../i18n/language';
import id from './showTexts.id';

const showTexts = defineTexts(id, () => import('./showTexts.en'));
export const useShowTexts = () => useTexts(showTexts);
