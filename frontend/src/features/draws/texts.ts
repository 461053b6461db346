/** Words of draws. */
import { defineTexts } from '../../i18n/catalog';
import { useTexts } from '../../i18n/language';
import id from './texts.id';

const drawTexts = defineTexts(id, () => import('./texts.en'));
export const useDrawTexts = () => useTexts(drawTexts);
