/** The pages of `applications` that need no account. */
import { later } from '../../app/later';

export const publicRoutes = [later('/tanda-terima/$agency/$receipt', 'receipt')] as const;
