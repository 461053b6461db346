/** Rules, what they cannot stop, and the record's keys and witnesses are read without an account. */
import { later } from '../../app/later';

export const publicRoutes = [
  later('/aturan', 'rules'),
  later('/aturan/berkas', 'ownRules'),
  later('/aturan/$hash', 'rule'),
  later('/aturan/$hash/perubahan/$after', 'ruleChange'),
  later('/batas', 'limits'),
  later('/catatan', 'record'),
  later('/catatan/$agency', 'record'),
] as const;
