/** Words of the organizer's pages, apart from those that every employee sees. */
import { defineTexts } from '../../i18n/catalog';
import { useTexts } from '../../i18n/language';
import id from './organizerTexts.id';

const organizerTexts = defineTexts(id, () => import('./organizerTexts.en'));
export const useOrganizerTexts = () => useTexts(organizerTexts);
