/** Words of announcements. */
import { defineTexts } from '../../i18n/catalog';
import { useTexts } from '../../i18n/language';
import id from './texts.id';

const announcementTexts = defineTexts(id, () => import('./texts.en'));
export const useAnnouncementTexts = () => useTexts(announcementTexts);
