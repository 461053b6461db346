/** Words of the demo page, Indonesian. */
export default {
  title: 'Akun kota demo',
  lead: 'Semua orang di sini rekaan. Satu kata sandi membuka semua akun; petugas juga memerlukan kode autentikator.',
  password: 'Kata sandi untuk semua akun',
  accounts: 'Akun',
  email: 'Surel',
  purpose: 'Untuk',
  code: 'Kode saat ini',
  noCode: 'tidak perlu kode',
  fresh:
    'Kode berganti setiap 30 detik dan hanya berlaku satu kali. Halaman ini memuat yang baru dengan sendirinya.',
  mail: 'Surel dari sistem tidak pernah keluar dari komputer ini. Alamat halamannya dicetak saat demo dijalankan.',
  none: 'Ini bukan kota demo',
  noneText: 'Akun demo hanya ada di kota demo yang berjalan di komputer sendiri.',
  signIn: 'Masuk',
} as const;
