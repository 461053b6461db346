/** Words of vacancies and rounds. */
import { defineTexts } from '../../i18n/catalog';
import { useTexts } from '../../i18n/language';
import id from './texts.id';

const roundTexts = defineTexts(id, () => import('./texts.en'));
export const useRoundTexts = () => useTexts(roundTexts);
