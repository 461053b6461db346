/** Words of what else the page of checks leads to. */
import { defineTexts } from '../../i18n/catalog';
import { useTexts } from '../../i18n/language';
import id from './moreTexts.id';

const moreTexts = defineTexts(id, () => import('./moreTexts.en'));
export const useMoreTexts = () => useTexts(moreTexts);
