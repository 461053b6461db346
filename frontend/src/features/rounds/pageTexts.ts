/** Words of the pages of a round, apart from those of the search: a phone loads only what it shows. */
import { defineTexts } from '../../i18n/catalog';
import { useTexts } from '../../i18n/language';
import id from './pageTexts.id';

const pageTexts = defineTexts(id, () => import('./pageTexts.en'));
export const usePageTexts = () => useTexts(pageTexts);
