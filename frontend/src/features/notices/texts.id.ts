/** Words of the inbox (source). */
const texts = {
  title: 'Kotak masuk',
  lead: 'Semua pemberitahuan resmi untuk Anda. Surel hanya mengabarkan bahwa ada yang baru di sini.',
  empty: 'Belum ada pemberitahuan',
  emptyHow: 'Kabar tentang lamaran, keputusan, dan pelatihan Anda muncul di sini.',
  unread: 'baru',
  open: 'Buka',
  read: 'Dibaca {date}',
  loading: 'Memuat…',
  unreadCount: '{count} belum dibaca',
} as const;
export default texts;
