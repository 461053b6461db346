/** The page that lists the demo city's accounts; it shows nothing elsewhere. */
import { later } from '../../app/later';

export const publicRoutes = [later('/demo', 'demo')] as const;
