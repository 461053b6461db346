/** Words that forms say themselves (source). */
const texts = {
  optional: 'boleh kosong',
  purpose: 'Untuk apa',
  basis: 'Dasar',
  kept: 'Disimpan',
  typedBack: 'Isian Anda dari {time} yang belum terkirim kami kembalikan.',
  typedAnew: 'Mulai dari awal',
  typedNotHeld:
    'Perangkat ini tidak dapat menyimpan isian ini, mungkin karena terlalu besar. Isian hilang jika halaman ditutup sebelum dikirim.',
  day: 'Tanggal',
  month: 'Bulan',
  year: 'Tahun',
  choose: 'Pilih',
  chooseFile: 'Pilih berkas',
  replaceFile: 'Ganti berkas',
  dropHere: 'atau letakkan berkas di sini',
  uploading: 'Mengunggah, {percent}%',
  uploadWaiting: 'Sambungan terputus. Unggahan dimulai lagi sendiri; jangan tutup halaman ini.',
  uploaded: 'Sudah diunggah',
  atMost: 'paling besar {size}',
  willHappen: 'Yang akan terjadi',
  toWhom: 'Kepada siapa',
  recorded: 'Yang dicatat',
  understood: 'Saya sudah membaca dan memahami akibatnya.',
  understoodMissing: 'Centang pernyataan di atas sebelum melanjutkan.',
} as const;
export default texts;
