/** Words that components say themselves (source). */
const texts = {
  problemFields: 'Ada {count} isian yang perlu diperbaiki',
  problemMeaning: 'Arti pesan ini (tab baru)',
  traceId: 'Nomor kejadian untuk petugas',
  tryAgain: 'Coba lagi',
  loadMore: 'Muat lagi',
  loading: 'Memuat…',
  shownOf: '{count} sudah ditampilkan',
  breadcrumbs: 'Letak halaman',
  close: 'Tutup',
  notices: 'Pemberitahuan',
  skip: 'Langsung ke isi',
  language: 'Bahasa',
  theme: 'Tampilan',
  themeSystem: 'Ikut perangkat',
  themeLight: 'Terang',
  themeDark: 'Gelap',
} as const;
export default texts;
