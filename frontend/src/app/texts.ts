/** Words of the frame. */
import { defineTexts } from '../i18n/catalog';
import { useTexts } from '../i18n/language';
import id from './texts.id';

const appTexts = defineTexts(id, () => import('./texts.en'));
export const useAppTexts = () => useTexts(appTexts);
