/** Draws are read and repeated without an account. */
import { later } from '../../app/later';

export const publicRoutes = [
  later('/seleksi/$agency/$round/undian', 'draws'),
  later('/seleksi/$agency/$round/undian/$draw', 'draw'),
] as const;
