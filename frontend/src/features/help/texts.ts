/** Words of the page of messages. */
import { defineTexts } from '../../i18n/catalog';
import { useTexts } from '../../i18n/language';
import id from './texts.id';

const helpTexts = defineTexts(id, () => import('./texts.en'));
export const useHelpTexts = () => useTexts(helpTexts);
