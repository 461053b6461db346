/** Words of the pages about rule documents. */
import { defineTexts } from '../../i18n/catalog';
import { useTexts } from '../../i18n/language';
import id from './texts.id';

const ruleTexts = defineTexts(id, () => import('./texts.en'));
export const useRuleTexts = () => useTexts(ruleTexts);
