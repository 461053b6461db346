/** Words of the page of open data (source). */
const texts = {
  title: 'Data terbuka',
  lead: 'Semua formasi yang sudah diterbitkan, sebagai berkas utuh. Tidak perlu akun.',
  setTitle: 'Formasi {year}: {kind}',
  rows: '{count} formasi',
  changed: 'Terakhir berubah',
  csv: 'CSV',
  csvGz: 'CSV dalam gzip',
  ndjson: 'JSON per baris (NDJSON)',
  ndjsonGz: 'NDJSON dalam gzip',
  download: 'Unduh {format}',
  empty: 'Belum ada data yang diterbitkan',
  emptyHow: 'Berkas muncul di sini begitu sebuah seleksi diterbitkan.',
  licenceTitle: 'Lisensi dan sumber',
  licence: 'Susunan data ini boleh dipakai siapa saja dengan menyebut sumbernya ({licence}).',
  source:
    'Arsip 2024 berisi fakta yang diterbitkan BKN di portal SSCASN; 97,9% formasinya ada di sini. Formasi lain diterbitkan panitia seleksi di Terang.',
  formatTitle: 'Bentuk berkas',
  format:
    'CSV memakai koma, UTF-8, dan satu baris judul (RFC 4180). Teks yang akan dijalankan program lembar kerja sebagai rumus diberi tanda petik di depannya. Sel kosong berarti tidak diketahui.',
  columnsTitle: 'Arti kolom',
  column: 'Kolom',
  meaning: 'Arti',
  cpns: 'CPNS',
  pppk: 'PPPK',
  blud_professional: 'pegawai profesional BLUD',
  open_bidding: 'seleksi terbuka',
  internal: 'seleksi internal',
  internship: 'magang',
} as const;
export default texts;
