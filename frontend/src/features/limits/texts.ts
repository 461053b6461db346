/** Words of the page about limits. */
import { defineTexts } from '../../i18n/catalog';
import { useTexts } from '../../i18n/language';
import id from './texts.id';

const limitTexts = defineTexts(id, () => import('./texts.en'));
export const useLimitTexts = () => useTexts(limitTexts);
