/** Words of what stands around vacancies: saved searches, comparison, competition. */
import { defineTexts } from '../../i18n/catalog';
import { useTexts } from '../../i18n/language';
import id from './aroundTexts.id';

const aroundTexts = defineTexts(id, () => import('./aroundTexts.en'));
export const useAroundTexts = () => useTexts(aroundTexts);
