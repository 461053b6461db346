/** Words of the committee's pages. */
import { defineTexts } from '../../i18n/catalog';
import { useTexts } from '../../i18n/language';
import id from './prepareTexts.id';

const prepareTexts = defineTexts(id, () => import('./prepareTexts.en'));
export const usePrepareTexts = () => useTexts(prepareTexts);
