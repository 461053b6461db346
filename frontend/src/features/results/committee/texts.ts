/** Words of the committee's pages for runs. */
import { defineTexts } from '../../../i18n/catalog';
import { useTexts } from '../../../i18n/language';
import id from './texts.id';

const runTexts = defineTexts(id, () => import('./texts.en'));
export const useRunTexts = () => useTexts(runTexts);
