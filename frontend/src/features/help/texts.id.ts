/** Words of the page of messages (source). */
const texts = {
  title: 'Pesan dan artinya',
  lead: 'Setiap pesan sistem: apa yang terjadi, dan apa yang dapat Anda lakukan.',
  find: 'Cari kode atau kata',
  found: '{count} pesan',
  code: 'Kode',
  meaning: 'Apa yang terjadi, dan apa yang dapat dilakukan',
  none: 'Tidak ada pesan yang cocok',
  noneHow:
    'Daftar ini memuat semua pesan dari sistem. Periksa ejaan kodenya, atau kosongkan pencarian.',
  all: 'Tampilkan semua',
  loading: 'Memuat…',
  places: 'Tanda … diganti dengan waktu, jumlah, atau nama saat pesannya muncul.',
} as const;
export default texts;
