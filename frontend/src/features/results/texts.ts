/** Words of results. */
import { defineTexts } from '../../i18n/catalog';
import { useTexts } from '../../i18n/language';
import id from './texts.id';

const resultTexts = defineTexts(id, () => import('./texts.en'));
export const useResultTexts = () => useTexts(resultTexts);
