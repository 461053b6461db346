/** Words of publication profiles (source). */
const texts = {
  choose: 'Apa yang terbit tentang peserta',
  chooseHint:
    'Seleksi ini menjanjikan profil {profile}. Anda boleh menampilkan lebih sedikit, tidak lebih banyak.',
  profileA: 'A: nama yang mendapat tempat, dan kode',
  consequenceA:
    'Nama mereka terbit untuk semua orang dan tidak dapat ditarik kembali. Lewat kodenya, nilai mereka ikut terbaca. Perlu dasar yang dicatat PPID (Pejabat Pengelola Informasi dan Dokumentasi). Nama pada jenis kebutuhan disabilitas tidak dimuat, dan yang tidak mendapat tempat tetap hanya kode.',
  profileB: 'B: kode saja',
  consequenceB:
    'Setiap peserta tampil dengan kode acak dan nilainya. Siapa pun dapat menghitung ulang seluruh hasil.',
  profileC: 'C: kode, formasi kecil tidak ditampilkan',
  consequenceC:
    'Formasi dengan kurang dari {below} peserta tidak ditampilkan, karena orang dapat menebak siapa pesertanya. Peserta membaca hasilnya sendiri setelah masuk. Orang luar tidak dapat menghitung ulang bagian itu; jumlahnya disebut.',
  basis: 'Dasar dari PPID untuk menerbitkan nama',
  basisHow: 'Terbit bersama pengumuman. Jangan menyebut nama pejabat; cukup unitnya.',
  document: 'Nomor dokumen',
  date: 'Tanggal dokumen',
  unit: 'Unit PPID',
  text: 'Isi dasarnya',
  textHint: 'Misalnya hasil uji konsekuensi: apa yang dibuka, menurut pasal mana.',
  will: 'Yang akan terbit',
  willProfile: 'Profil {profile}. {what}',
  files: 'Berkas yang akan terbit',
  filesHow:
    'announcement.json dan hashes.txt ditambahkan saat terbit, karena keduanya menyebut saat terbit.',
  file: 'Berkas',
  size: 'Ukuran',
  withheldTitle: 'Yang tidak ditampilkan',
  withheld:
    '{vacancies} formasi dengan {participants} peserta tidak ditampilkan, karena pesertanya kurang dari {below}.',
  joined:
    '{joined} di antaranya bukan formasi kecil, tetapi tempatnya terhubung dengan formasi kecil, jadi tidak dapat dihitung tanpanya.',
  withheldOwn: 'Pesertanya membaca hasilnya sendiri setelah masuk.',
  commitment: 'Sidik bergaram berkas utuhnya (untuk dibuka di depan pengadilan)',
  open: 'Unduh berkas utuh untuk pengadilan atau inspektorat (ZIP)',
  openHow: 'Pembukaan ini dicatat.',
  namesTitle: 'Yang mendapat tempat',
  namesHow:
    'Nama pada jenis kebutuhan yang tidak pernah ditampilkan bersama nama, seperti disabilitas, tidak dimuat.',
  namesNone: 'Tidak ada nama yang dimuat.',
  namesLost: 'Daftar nama tidak terambil. Muat ulang halaman ini.',
  name: 'Nama',
  code: 'Kode peserta',
  reportTitle: 'Apakah ada peserta tanpa tempat yang dapat dikenali?',
  reportHow:
    'Orang luar mungkin tahu jenis kebutuhan, pendidikan, unit, perkiraan umur dan nilai ijazah seseorang, tetapi tidak nilai tesnya. Di sini dihitung berapa baris yang sama dalam hal itu, sejauh barisnya menampilkannya.',
  reportGood: 'Tidak ada: setiap baris tersembunyi di antara baris lain yang sama.',
  reportNeeded:
    'Boleh terbit: {count} baris berdiri sendiri, tetapi hanya karena nilai yang menentukan keputusan; tanpa itu tidak ada yang dapat menghitung ulang.',
  reportBlocks:
    'Belum boleh terbit: {count} baris berdiri sendiri. Batalkan, lalu siapkan lagi dengan profil C, atau umumkan bersama formasi lain yang serupa.',
  groups: 'Baris menurut jumlah baris yang sama',
  groupsSentence: '{rows} baris peserta tanpa tempat; kelompok terkecil berisi {smallest}.',
  rows: 'baris',
  size1: 'berdiri sendiri',
  size2: '2 sampai 4 sama',
  size5: '5 sampai 9 sama',
  size10: '10 atau lebih sama',
  alone: 'Baris yang berdiri sendiri',
  vacancy: 'Formasi',
  seen: 'Yang terlihat di luar nilai tes',
  seenNone: 'formasinya saja',
  born: 'lahir {band}',
  grade: 'nilai ijazah {band}',
  education: 'pendidikan {code}',
  decision: 'Sebabnya',
  needed: 'menentukan keputusan',
  notNeeded: 'harus disembunyikan',
} as const;
export default texts;
