/** Words of this feature. */
import { defineTexts } from '../../i18n/catalog';
import { useTexts } from '../../i18n/language';
import id from './texts.id';

const proofTexts = defineTexts(id, () => import('./texts.en'));
export const useProofTexts = () => useTexts(proofTexts);
