/** Words of the front page (source). */
const texts = {
  homeTitle: 'Seleksi pegawai yang terang, dari lowongan sampai hasil',
  homeLead:
    'Lihat formasi, lamar dari mana saja, tahu alasan setiap keputusan, dan hitung ulang hasilnya sendiri.',
  askVacancies: 'Formasi apa yang dibuka, dan sampai kapan?',
  tellVacancies: 'Cari menurut jabatan, unit, dan pendidikan Anda. Tidak perlu akun.',
  actVacancies: 'Cari formasi',
  askApplication: 'Bagaimana lamaran saya?',
  tellApplication: 'Masuk untuk melihat tahap, alasan keputusan, dan langkah berikutnya.',
  actApplication: 'Lihat lamaran saya',
  askResult: 'Apakah hasil terakhir benar?',
  tellResult: 'Setiap hasil dapat dihitung ulang dari aturan dan datanya, oleh siapa saja.',
  actResult: 'Periksa hasil',
  resultUnchecked: 'Belum ada hasil yang diperiksa di halaman ini.',
  askReport: 'Bagaimana cara melaporkan kejanggalan?',
  tellReport: 'Ceritakan apa yang Anda lihat. Anda boleh tidak menyebut nama.',
  actReport: 'Buat laporan',
  notOpen: 'Halaman ini belum dibuka.',
  timeline: 'Jadwal seleksi',
  timelineEmpty: 'Belum ada jadwal',
  timelineHow: 'Jadwal muncul di sini begitu panitia menerbitkan sebuah seleksi.',
  training: 'Kelas pelatihan yang dibuka',
  trainingEmpty: 'Belum ada kelas yang dibuka',
  trainingHow: 'Kelas muncul di sini begitu penyelenggara membukanya.',
  trainingAll: 'Semua pelatihan',
} as const;
export default texts;
