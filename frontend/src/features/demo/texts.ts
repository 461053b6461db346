/** Words of the demo page. */
import { defineTexts } from '../../i18n/catalog';
import { useTexts } from '../../i18n/language';
import id from './texts.id';

const demoTexts = defineTexts(id, () => import('./texts.en'));
export const useDemoTexts = () => useTexts(demoTexts);
