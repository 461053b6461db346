/** What is wrong in a sheet of marks, in words; what every sheet can have wrong is told by the import's list. */
import type { Language } from '../../i18n/catalog';
import { formatMark } from '../../i18n/format';
import type { Words } from '../../i18n/language';
import { findingWords } from '../applications/findings';

const WORDS: Record<string, Words> = {
  missing: {
    id: 'Kosong. Isi nilainya, atau tulis TH di kolom keterangan.',
    en: 'Empty. Fill in the mark, or write TH in the column keterangan.',
  },
  too_many_decimals: {
    id: 'Angka di belakang koma lebih dari {decimals}. Aturan seleksi tidak membulatkan.',
    en: 'More than {decimals} decimals. The rules of the selection do not round.',
  },
  out_of_range: { id: 'Di luar batas {min} sampai {max}.', en: 'Outside {min} to {max}.' },
  not_a_step: { id: 'Bukan kelipatan {step}.', en: 'Not a multiple of {step}.' },
  total_mismatch: {
    id: 'Jumlah yang tertulis berbeda dari jumlah komponennya.',
    en: 'The stated total is not the sum of the components.',
  },
  marker_unknown: {
    id: 'Keterangan tidak dikenal. Yang boleh: {allowed}, atau kosong.',
    en: 'Unknown remark. Allowed: {allowed}, or nothing.',
  },
  marked_though_absent: {
    id: 'Ada nilai, padahal tertulis tidak hadir (TH).',
    en: 'There is a mark although the row says absent (TH).',
  },
  participant_unknown: {
    id: 'Nomor atau kode ini bukan peserta seleksi ini.',
    en: 'No participant of this selection has this number or code.',
  },
  more_findings: {
    id: 'Masih ada {count} hal lain yang tidak ditampilkan.',
    en: 'There are {count} more findings that are not shown.',
  },
};

const MARKS = ['min', 'max', 'step'];

export function markFinding(
  code: string,
  parameters: Record<string, string>,
  language: Language,
): string {
  const text = WORDS[code]?.[language];
  if (!text) return findingWords(code, parameters, language);
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = parameters[name];
    if (value === undefined) return whole;
    return MARKS.includes(name) ? formatMark(value, language) : value;
  });
}
