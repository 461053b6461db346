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
  numbers: 'Angka tahun ini',
  numbersEmpty: 'Belum ada angka',
  numbersHow:
    'Jumlah formasi, pelamar, dan yang lulus muncul di sini sesudah pengumuman pertama tahun ini.',
  training: 'Pelatihan dan kepuasan',
  trainingEmpty: 'Belum ada pelatihan',
  trainingHow: 'Pelatihan yang selesai dan penilaian pesertanya muncul di sini.',
} as const;
export default texts;
