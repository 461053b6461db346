/** Words of the page of open data. */
import { defineTexts } from '../../i18n/catalog';
import { useTexts } from '../../i18n/language';
import id from './texts.id';

const openDataTexts = defineTexts(id, () => import('./texts.en'));
export const useOpenDataTexts = () => useTexts(openDataTexts);
