/** Kinds of need (jenis kebutuhan), as the rules name them. */
import type { Words } from '../../i18n/language';

export const POOLS: Record<string, Words> = {
  general: { id: 'Umum', en: 'General' },
  disability: { id: 'Penyandang disabilitas', en: 'People with a disability' },
  cum_laude: { id: 'Lulusan terbaik (cum laude)', en: 'Best graduates (cum laude)' },
  native_papuan: { id: 'Orang asli Papua', en: 'Native Papuans' },
  general_non_papuan: { id: 'Umum (bukan orang asli Papua)', en: 'General (not native Papuan)' },
  papua: { id: 'Putra/putri Papua', en: 'From Papua' },
  kalimantan: { id: 'Putra/putri Kalimantan', en: 'From Kalimantan' },
  underdeveloped_region: { id: 'Putra/putri daerah tertinggal', en: 'From underdeveloped regions' },
  diaspora: { id: 'Diaspora', en: 'Diaspora' },
};
