/** Words that forms say themselves. */
import { defineTexts } from '../i18n/catalog';
import { useTexts } from '../i18n/language';
import id from './formTexts.id';

const formTexts = defineTexts(id, () => import('./formTexts.en'));
export const useFormTexts = () => useTexts(formTexts);
