/** Words of the way from a download to "the same" (source). */
const texts = {
  back: 'Periksa sendiri',
  title: 'Langkah demi langkah',
  lead: 'Dari berkas pengumuman sampai satu kalimat: sama, atau tidak. Tanpa akun, sekitar sepuluh menit.',
  get: 'Ambil berkasnya',
  get1: 'Buka pengumumannya di halaman Hasil.',
  get2: 'Cari bagian "Periksa sendiri" dan tekan "Unduh semua berkas (ZIP)".',
  get3: 'Buka ZIP itu dan keluarkan isinya ke satu folder kosong. Di HP: aplikasi Berkas (Files) dapat melakukannya.',
  get4: 'Simpan juga ZIP aslinya, di luar folder itu. Jangan buka lalu simpan berkas CSV dengan aplikasi tabel: isinya dapat berubah.',
  results: 'Buka halaman Hasil',
  way: 'Pilih satu cara',
  wayHow:
    'Ketiganya menghitung dengan aturan yang sama. Satu cara cukup; dua cara lebih meyakinkan.',
  page: 'Di peramban ini',
  pageFor: 'Paling mudah.',
  page1: 'Buka halaman Periksa sendiri.',
  page2:
    'Tekan "Pilih folder" dan pilih folder tadi. Di HP tanpa pilihan folder: "Pilih berkas", lalu tandai semuanya.',
  page3: 'Bila pengumumannya daftar peserta tahap berikutnya, pilih tahapnya di "Yang diumumkan".',
  page4: 'Tekan "Hitung ulang" dan baca satu kalimat. Berkas Anda tidak dikirim ke mana pun.',
  open: 'Buka Periksa sendiri',
  file: 'Dengan satu berkas, tanpa internet',
  fileFor: 'Bila Anda tidak mau bergantung pada situs ini.',
  file1: 'Di bawah halaman Periksa sendiri, tekan "Unduh periksa.html".',
  file2: 'Cocokkan sidiknya (SHA-256) dengan sidik dari orang lain yang Anda percaya.',
  file3: 'Putuskan internet, buka berkasnya, lalu lakukan langkah 2 sampai 4 cara pertama.',
  command: 'Dengan perintah terang-check',
  commandFor: 'Paling lengkap: juga tanda tangan, catatan publik, dan pelamar yang disegel.',
  command1: 'Buat programnya dari kode sumber Terang (perlu Rust).',
  command2: 'Jalankan di folder tadi:',
  command3: 'Baca kalimatnya. Angka akhir 0 berarti sama, 1 tidak sama, 2 tidak dapat dipastikan.',
  endings: 'Arti kalimatnya',
  same: 'Sama dengan pengumuman',
  sameWhat:
    'Hasil yang diumumkan mengikuti aturan dan nilai dalam berkas itu, sampai ke setiap sel.',
  sameNot: 'Apakah nilai dan berkas lamarannya benar tidak dapat dilihat dari sini.',
  different: 'Tidak sama',
  differentWhat:
    'Setidaknya satu sel berbeda. Kalimatnya menyebut berkas, baris, peserta, dan kedua nilainya.',
  differentNext: 'Lakukan langkah "Jika tidak sama" di bawah.',
  unknown: 'Tidak dapat dipastikan',
  unknownWhat: 'Ada berkas yang kurang, rusak, atau berubah. Ini bukan bukti kesalahan.',
  unknownNext:
    'Unduh lagi ZIP-nya, keluarkan ke folder kosong, lalu ulangi. Jika tetap begini, tanyakan kepada panitia.',
  trouble: 'Jika tidak sama',
  trouble1:
    'Pastikan semua berkas dari satu ZIP, dan tahapnya benar. Ulangi dengan cara kedua atau di perangkat lain.',
  trouble2:
    'Simpan dua berkas: ZIP yang Anda unduh, dan hasil hitung ulang (tombol "Unduh hasil hitung ulang"). Jangan ubah keduanya.',
  trouble3: 'Catat alamat pengumuman, nomor suratnya, waktu unduh, dan kalimat yang Anda baca.',
  trouble4:
    'Beri tahu panitia seleksi. Peserta yang terkena: ajukan sanggahan sebelum masa sanggah di halaman pengumuman berakhir.',
  trouble5:
    'Jika tidak dijawab atau jawabannya tidak sesuai berkas, laporkan kepada inspektorat daerah, SP4N-LAPOR! (lapor.go.id), atau Ombudsman (137), dengan kedua berkas.',
  trouble6:
    'Laporan Anda dapat dibuktikan: sidik daftar berkas tercatat dalam catatan publik, jadi pengumuman itu tidak dapat diganti diam-diam.',
  limits: 'Yang tidak dapat dicegah',
} as const;
export default texts;
