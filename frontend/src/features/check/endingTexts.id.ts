/** Words of how a check ended (source). */
const texts = {
  exampleChangedNote: 'Dalam contoh ini nilai TKP peserta K03 diubah dari 180 menjadi 181.',
  verdict: 'Hasil pemeriksaan',
  same: 'Sudah dihitung ulang di perangkat Anda: sama dengan pengumuman.',
  sameThrough: 'Yang dibandingkan: peserta yang melanjutkan, bukan hasil akhir.',
  computed: 'Sudah dihitung ulang di perangkat Anda; belum dibandingkan, karena {file} tidak ada.',
  computedHow: 'Unduh hasilnya, lalu bandingkan sendiri dengan pengumuman.',
  differs:
    'Tidak sama: {file} baris {row}, peserta {participant}, kolom {column}: diumumkan {announced}, dihitung ulang {computed}.',
  added:
    'Tidak sama: {file} baris {row} mengumumkan peserta {participant}, yang tidak ada dalam {participants}.',
  leftOut:
    'Tidak sama: peserta {participant} ada dalam {participants}, tetapi tidak ada dalam {file}.',
  differsHow:
    'Ini perbedaan yang pertama; mungkin ada lagi. Pastikan semua berkas dari pengumuman yang sama. Jika tetap berbeda, tanyakan kepada panitia dengan menyebut baris ini.',
  empty: '(kosong)',
  unknown: 'Tidak dapat dipastikan: {place}. {why}',
  unknownHow: 'Perbaiki atau ganti berkas itu, lalu hitung ulang.',
  atRow: 'baris {row}',
  atColumn: 'kolom {column}',
  other: 'Periksa berkas lain',
  save: 'Unduh hasil hitung ulang (CSV)',
  saveName: 'hasil-hitung-ulang.csv',
  details: 'Lihat rinciannya',
  participantCount: 'Peserta',
  vacancyCount: 'Formasi',
  rulesId: 'Aturan',
  rulesVersion: '{id}, versi {version}',
  seconds: 'Lama menghitung',
  secondsValue: '{seconds} detik',
  vacancyTable: 'Formasi satu per satu',
  vacancy: 'Formasi',
  placed: 'Tempat terisi',
  placedOf: '{placed} dari {quota}',
  goesOn: 'Melanjutkan',
  undecided: 'Belum diputus',
  applicants: 'Peserta',
  refused: 'ambang batas tidak diketahui',
  moreVacancies: 'Tampilkan {count} formasi lagi',
} as const;
export default texts;
