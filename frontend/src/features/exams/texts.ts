/** Words of marks. */
import { defineTexts } from '../../i18n/catalog';
import { useTexts } from '../../i18n/language';
import id from './texts.id';

const markTexts = defineTexts(id, () => import('./texts.en'));
export const useMarkTexts = () => useTexts(markTexts);
