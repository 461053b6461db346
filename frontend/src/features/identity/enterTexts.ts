/** Words of signing up and signing in. */
import { defineTexts } from '../../i18n/catalog';
import { useTexts } from '../../i18n/language';
import id from './enterTexts.id';

const enterTexts = defineTexts(id, () => import('./enterTexts.en'));
export const useEnterTexts = () => useTexts(enterTexts);
