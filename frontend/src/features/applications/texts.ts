/** Words of this feature. */
import { defineTexts } from '../../i18n/catalog';
import { useTexts } from '../../i18n/language';
import id from './texts.id';

const applicationTexts = defineTexts(id, () => import('./texts.en'));
export const useApplicationTexts = () => useTexts(applicationTexts);
