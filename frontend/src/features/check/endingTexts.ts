/** Words of how a check ended. */
import { defineTexts } from '../../i18n/catalog';
import { useTexts } from '../../i18n/language';
import id from './endingTexts.id';

const endingTexts = defineTexts(id, () => import('./endingTexts.en'));
export const useEndingTexts = () => useTexts(endingTexts);
