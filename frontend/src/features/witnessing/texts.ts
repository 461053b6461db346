/** Words of the pages about the public record. */
import { defineTexts } from '../../i18n/catalog';
import { useTexts } from '../../i18n/language';
import id from './texts.id';

const logTexts = defineTexts(id, () => import('./texts.en'));
export const useLogTexts = () => useTexts(logTexts);
