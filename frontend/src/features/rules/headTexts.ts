/** Words of the list of rules and of the heads of their pages. */
import { defineTexts } from '../../i18n/catalog';
import { useTexts } from '../../i18n/language';
import id from './headTexts.id';

const headTexts = defineTexts(id, () => import('./headTexts.en'));
export const useHeadTexts = () => useTexts(headTexts);
