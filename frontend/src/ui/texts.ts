/** The components' own words. */
import { defineTexts } from '../i18n/catalog';
import { useTexts } from '../i18n/language';
import id from './texts.id';

const uiTexts = defineTexts(id, () => import('./texts.en'));
export const useUiTexts = () => useTexts(uiTexts);
