/** Words of machine clients. */
import { defineTexts } from '../../i18n/catalog';
import { useTexts } from '../../i18n/language';
import id from './machineTexts.id';

const machineTexts = defineTexts(id, () => import('./machineTexts.en'));
export const useMachineTexts = () => useTexts(machineTexts);
