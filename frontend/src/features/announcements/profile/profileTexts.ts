/** Words of publication profiles in the language of the page. */
import { defineTexts } from '../../../i18n/catalog';
import { useTexts } from '../../../i18n/language';
import id from './profileTexts.id';

const profileTexts = defineTexts(id, () => import('./profileTexts.en'));
export const useProfileTexts = () => useTexts(profileTexts);
