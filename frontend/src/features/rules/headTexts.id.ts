/** Words of the list of rules and of the heads of their pages (source). */
const texts = {
  listTitle: 'Aturan seleksi',
  listLead:
    'Setiap seleksi dihitung dengan aturan tertulis. Di sini semuanya dapat dibaca, dengan sumber hukumnya.',
  listShipped: 'Aturan bawaan',
  listShippedHow: 'Dipakai apa adanya, atau diubah oleh seleksi sebelum pendaftaran dibuka.',
  listOwn: 'Aturan yang ditetapkan seleksi',
  listOwnNone: 'Belum ada seleksi terbit dengan aturan lain daripada aturan bawaan.',
  listCard: 'Versi {version}, untuk {valid}',
  listRounds: 'Dipakai {count} seleksi yang terbit',
  ownFile: 'Baca berkas aturan sendiri',
  ownFileHow: 'Punya rules.json dari sebuah pengumuman? Baca isinya, atau bandingkan dua versi.',
  loading: 'Memuat…',
  ruleLead:
    'Aturan seleksi ini dalam bahasa sehari-hari: syarat, tes, ambang batas, peringkat, dan sumber hukumnya. Versi {version}, untuk {valid}.',
  changeTitle: 'Yang berubah dalam aturan',
  changeLead: 'Dari {before} ke {after}.',
  changeOf: '{title}, versi {version}',
  openBefore: 'Baca aturan sebelum',
  openAfter: 'Baca aturan sesudah',
  otherWay: 'Lihat arah sebaliknya',
  ownTitle: 'Baca berkas aturan',
  ownLead:
    'Pilih rules.json dari sebuah pengumuman. Isinya ditulis dalam bahasa sehari-hari di perangkat Anda; berkas tidak dikirim ke mana pun.',
  ownFirst: 'Berkas aturan (rules.json)',
  ownSecond: 'Versi lain dari aturan itu',
  ownSecondHow: 'Boleh kosong. Bila ada, halaman ini menunjukkan apa yang berubah.',
  ownRefused: 'Berkas {file} bukan aturan yang dapat dihitung. Tempatnya: {place}. {why}',
} as const;
export default texts;
