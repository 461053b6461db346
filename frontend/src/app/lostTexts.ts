/** Words for a session that ended. */
import { defineTexts } from '../i18n/catalog';
import { useTexts } from '../i18n/language';
import id from './lostTexts.id';

const lostTexts = defineTexts(id, () => import('./lostTexts.en'));
export const useLostTexts = () => useTexts(lostTexts);
