/** Words beside instants and numbers. */
import { defineTexts } from '../i18n/catalog';
import { useTexts } from '../i18n/language';
import id from './figureTexts.id';

const figureTexts = defineTexts(id, () => import('./figureTexts.en'));
export const useFigureTexts = () => useTexts(figureTexts);
