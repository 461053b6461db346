/** Words for a session that ended (source). */
const texts = {
  lostTitle: 'Sesi Anda berakhir',
  lostBody:
    'Isian Anda masih ada di halaman ini. Masuk lagi di tab baru, lalu kembali ke sini. Jendela ini tertutup sendiri.',
  lostSignIn: 'Masuk lagi di tab baru',
  lostLeave: 'Tinggalkan halaman ini',
} as const;
export default texts;
