/** Words of a result that the reader's device recomputes. */
import { defineTexts } from '../../../i18n/catalog';
import { useTexts } from '../../../i18n/language';
import id from './verdictTexts.id';

const verdictTexts = defineTexts(id, () => import('./verdictTexts.en'));
export const useVerdictTexts = () => useTexts(verdictTexts);
