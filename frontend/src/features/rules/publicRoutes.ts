/** Rules, and what they cannot stop, are read without an account. */
import { later } from '../../app/later';

export const publicRoutes = [
  later('/aturan', 'rules'),
  later('/aturan/berkas', 'ownRules'),
  later('/aturan/$hash', 'rule'),
  later('/aturan/$hash/perubahan/$after', 'ruleChange'),
  later('/batas', 'limits'),
] as const;
