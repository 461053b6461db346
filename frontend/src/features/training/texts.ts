/** Words of training, typed. */
import { defineTexts } from '../../i18n/catalog';
import { useTexts } from '../../i18n/language';
import id from './texts.id';

const trainingTexts = defineTexts(id, () => import('./texts.en'));
export const useTrainingTexts = () => useTexts(trainingTexts);
