/** Words of the inbox. */
import { defineTexts } from '../../i18n/catalog';
import { useTexts } from '../../i18n/language';
import id from './texts.id';

const noticesTexts = defineTexts(id, () => import('./texts.en'));
export const useNoticesTexts = () => useTexts(noticesTexts);
