/** Words of the account, the counter and grants. */
import { defineTexts } from '../../i18n/catalog';
import { useTexts } from '../../i18n/language';
import id from './texts.id';

const identityTexts = defineTexts(id, () => import('./texts.en'));
export const useIdentityTexts = () => useTexts(identityTexts);
