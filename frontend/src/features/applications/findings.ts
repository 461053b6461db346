/** The closed list of import findings and refusals in words; parameters fill what stands in braces. */
import type { Language } from '../../i18n/catalog';
import type { Words } from '../../i18n/language';

const WORDS: Record<string, Words> = {
  missing: { id: 'Wajib diisi.', en: 'Must be filled in.' },
  column_absent: { id: 'Kolom ini tidak ada di berkas.', en: 'The file lacks this column.' },
  column_unknown: {
    id: 'Kolom ini tidak dikenal dan tidak dibaca.',
    en: 'This column is not known and not read.',
  },
  beyond_header: {
    id: 'Ada isi di kanan judul terakhir; barisnya mungkin bergeser.',
    en: 'There are cells to the right of the last heading; the row may be shifted.',
  },
  unusable: {
    id: 'Sel berisi pesan kesalahan rumus, bukan isi. Tulis isinya.',
    en: 'The cell holds the error of a formula. Write its content.',
  },
  number_as_identifier: {
    id: 'Nomor tersimpan sebagai angka; nol di depan mungkin hilang.',
    en: 'Stored as a number; leading zeros may be lost.',
  },
  lost_digits: { id: 'Digitnya sudah hilang.', en: 'Digits were lost.' },
  identifier_form: { id: 'Bentuk nomor tidak sesuai.', en: 'Not a number of the right form.' },
  duplicate: {
    id: 'Sama dengan baris {first_row}.',
    en: 'The same as in row {first_row}.',
  },
  birth_date_mismatch: {
    id: 'Tanggal lahir di NIK berbeda dari yang tertulis.',
    en: 'The birth date in the NIK differs from the one stated.',
  },
  date_form: { id: 'Bukan tanggal seperti 17-08-1998.', en: 'Not a date like 17-08-1998.' },
  date_year: { id: 'Tahun hanya dua angka.', en: 'The year has two digits only.' },
  number_form: { id: 'Bukan angka.', en: 'Not a number.' },
  number_separators: { id: 'Koma dan titik bercampur.', en: 'Comma and point are mixed.' },
  vacancy_unknown: {
    id: 'Tidak ada formasi seleksi ini yang cocok dengan kolom ini.',
    en: 'No vacancy of this selection fits this column.',
  },
  vacancy_ambiguous: {
    id: 'Lebih dari satu formasi cocok dengan baris ini.',
    en: 'More than one vacancy fits this row.',
  },
  register_of_other: {
    id: 'Nomor register ini sudah dipakai NIK lain di seleksi ini.',
    en: 'This register number belongs to another NIK in this selection.',
  },
  nik_in_round: {
    id: 'NIK ini sudah ada di seleksi ini dengan nomor register lain.',
    en: 'This NIK is in this selection already, under another register number.',
  },
  file_empty: { id: 'Berkas kosong.', en: 'The file is empty.' },
  file_format_unknown: {
    id: 'Berkas bukan XLSX atau CSV. Simpan ulang sebagai XLSX tanpa kata sandi.',
    en: 'Neither XLSX nor CSV. Save it as XLSX without a password.',
  },
  file_damaged: {
    id: 'Berkas rusak. Unduh lagi dari tempat asalnya.',
    en: 'The file is damaged. Download it again from where it came.',
  },
  file_too_large: {
    id: 'Berkas terlalu besar. Bagi menjadi beberapa berkas.',
    en: 'The file is too large. Divide it into several files.',
  },
  file_unpacks_too_large: {
    id: 'Isi berkas terlalu besar. Bagi menjadi beberapa berkas.',
    en: 'The file unpacks too large. Divide it into several files.',
  },
  too_many_rows: {
    id: 'Terlalu banyak baris. Bagi menjadi beberapa berkas.',
    en: 'Too many rows. Divide them into several files.',
  },
  too_many_columns: {
    id: 'Terlalu banyak kolom. Hapus yang tidak diminta.',
    en: 'Too many columns. Remove those that are not asked for.',
  },
  cell_too_long: {
    id: 'Ada sel yang terlalu panjang. Persingkat isinya.',
    en: 'A cell is too long. Shorten what it says.',
  },
  columns_missing: {
    id: 'Kolom wajib tidak ada: {columns}.',
    en: 'Columns are missing: {columns}.',
  },
  columns_duplicate: {
    id: 'Kolom tertulis dua kali: {columns}.',
    en: 'Columns occur twice: {columns}.',
  },
  digits_lost: {
    id: 'Nomor dalam berkas ini kehilangan digit. Ekspor ulang dengan NIK sebagai teks.',
    en: 'Numbers in this file have lost digits. Export it again with NIK as text.',
  },
};

export function findingWords(
  code: string,
  parameters: Record<string, string>,
  language: Language,
): string {
  const text = WORDS[code]?.[language] ?? code;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => parameters[name] ?? whole);
}
