/** Words of the front page; only that page carries them. */
import { defineTexts } from '../i18n/catalog';
import { useTexts } from '../i18n/language';
import id from './homeTexts.id';

const homeTexts = defineTexts(id, () => import('./homeTexts.en'));
export const useHomeTexts = () => useTexts(homeTexts);
