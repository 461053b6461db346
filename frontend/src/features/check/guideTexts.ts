/** Words of the way from a download to "the same". */
import { defineTexts } from '../../i18n/catalog';
import { useTexts } from '../../i18n/language';
import id from './guideTexts.id';

const guideTexts = defineTexts(id, () => import('./guideTexts.en'));
export const useGuideTexts = () => useTexts(guideTexts);
