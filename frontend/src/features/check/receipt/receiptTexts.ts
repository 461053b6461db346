/** Words of checking a receipt. */
import { defineTexts } from '../../../i18n/catalog';
import { useTexts } from '../../../i18n/language';
import id from './receiptTexts.id';

const receiptTexts = defineTexts(id, () => import('./receiptTexts.en'));
export const useReceiptTexts = () => useTexts(receiptTexts);
