/** Words of checking at home. */
import { defineTexts } from '../../i18n/catalog';
import { useTexts } from '../../i18n/language';
import id from './texts.id';

const checkTexts = defineTexts(id, () => import('./texts.en'));
export const useCheckTexts = () => useTexts(checkTexts);
