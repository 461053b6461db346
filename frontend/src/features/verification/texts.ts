/** Words of verification. */
import { defineTexts } from '../../i18n/catalog';
import { useTexts } from '../../i18n/language';
import id from './texts.id';

const verificationTexts = defineTexts(id, () => import('./texts.en'));
export const useVerificationTexts = () => useTexts(verificationTexts);
