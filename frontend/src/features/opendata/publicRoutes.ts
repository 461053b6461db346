/** The page of open data needs no account. */
import { later } from '../../app/later';

export const publicRoutes = [later('/data-terbuka', 'openData')] as const;
