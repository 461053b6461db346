/** Words of the page about limits (source). */
const texts = {
  title: 'Yang tidak dapat dicegah',
  lead: 'Hasil yang dapat dihitung ulang bukan berarti seleksi pasti jujur. Ini yang tetap dapat terjadi, tandanya, dan yang dapat Anda lakukan.',
  back: 'Periksa sendiri',
  can: 'Yang memang dapat dipastikan',
  canList1: 'Siapa pun dapat menghitung ulang peringkat dari aturan dan nilai yang diumumkan.',
  canList2:
    'Siapa yang menyimpan aturan, pengumuman, atau tanda terima dapat membuktikan bila isinya kemudian diganti.',
  canList3: 'Setiap peserta dapat melihat alasan keputusannya sendiri.',
  cannot: 'Yang tidak',
  sign: 'Tandanya',
  act: 'Yang dapat Anda lakukan',
  examiner: 'Penguji yang disuap',
  examinerWhat:
    'Kami menghitung dari nilai yang dimasukkan. Bila penguji memberi nilai tinggi karena dibayar, perhitungannya tetap benar dan hasilnya tetap salah.',
  examinerSign:
    'Nilai wawancara atau praktik jauh berbeda dari tes tertulis, selalu dari penguji yang sama, atau penguji memberi nilai yang hampir sama kepada semua orang kecuali satu.',
  examinerAct:
    'Catat siapa yang meminta apa, kapan, dan di mana. Laporkan suap kepada KPK atau polisi, bukan hanya kepada panitia. Jangan membayar: tidak ada pembayaran yang sah dalam seleksi.',
  leak: 'Soal yang bocor',
  leakWhat:
    'Siapa yang sudah tahu soal mendapat nilai yang sah. Tidak ada hitungan yang dapat membedakannya dari orang yang belajar.',
  leakSign:
    'Banyak nilai hampir sempurna dari satu tempat, satu jam, atau satu kursus; soal beredar sebelum ujian.',
  leakAct:
    'Simpan soal yang beredar beserta waktu Anda menerimanya, lalu laporkan sebelum atau segera setelah ujian. Bukti dengan waktu jauh lebih kuat daripada cerita.',
  stranger: 'Orang lain yang duduk di kursi ujian',
  strangerWhat:
    'Joki yang lolos dari pemeriksaan wajah dan KTP menghasilkan nilai yang tercatat atas nama orang lain.',
  strangerSign:
    'Orang yang diterima tidak mampu mengerjakan hal yang diujikan; wajah pada foto kehadiran berbeda.',
  strangerAct:
    'Laporkan kepada inspektorat daerah. Foto dan daftar hadir dapat diperiksa ulang oleh mereka.',
  liar: 'Petugas yang mencatat kebohongan',
  liarWhat:
    'Catatan menjaga apa yang ditulis, bukan kebenarannya. Petugas dapat menulis “ijazah tidak sesuai” padahal sesuai, dan petugas kedua dapat menyetujuinya.',
  liarSign:
    'Alasan keputusan tidak cocok dengan dokumen yang Anda kirim. Anda melihat keduanya, dan nama jabatan yang memutus.',
  liarAct:
    'Ajukan sanggah dalam waktunya dan sebut dokumen mana yang salah dibaca. Bila ditolak tanpa jawaban yang jelas, mengadulah ke Ombudsman; gratis.',
  kept: 'Orang yang dihalangi melamar',
  keptWhat:
    'Siapa yang tidak pernah masuk tidak terlihat di sini: yang tidak diberi tahu, diancam, tidak punya sambungan, atau ditolak di loket.',
  keptSign:
    'Pelamar jauh lebih sedikit daripada tahun lalu untuk jabatan yang sama; pengumuman sulit ditemukan; waktu pendaftaran sangat pendek.',
  keptAct:
    'Simpan bukti bahwa Anda mencoba: tanggal, tempat, tangkapan layar. Mintalah bantuan loket, lalu adukan ke SP4N-LAPOR! atau Ombudsman.',
  tailored: 'Syarat yang dibuat untuk satu orang',
  tailoredWhat:
    'Aturan dan syarat ditetapkan orang. Syarat yang sangat sempit dapat dihitung dengan benar dan tetap tidak adil.',
  tailoredSign:
    'Jabatan biasa dengan pendidikan atau pengalaman yang sangat khusus; aturan berubah tepat sebelum pendaftaran dibuka.',
  tailoredAct:
    'Bacalah aturan dan perubahannya: setiap perubahan diterbitkan dengan alasan dan dasar hukumnya. Tanyakan tertulis mengapa syarat itu perlu.',
  witnesses: 'Pemantau yang bersekongkol',
  witnessesWhat:
    'Catatan publik dijaga pemantau independen yang menandatangani keadaannya. Bila cukup banyak dari mereka bekerja sama dengan kami, dua orang dapat diberi catatan yang berbeda. Selama belum ada pemantau, hanya kami yang menjaga catatan itu.',
  witnessesSign:
    'Tanda terima atau catatan yang Anda simpan tidak cocok dengan yang dilihat orang lain pada waktu yang sama.',
  witnessesAct:
    'Simpan tanda terima dan berkas pengumuman Anda, lalu bandingkan dengan milik orang lain. Kampus, media, atau komunitas dapat menjadi pemantau sendiri.',
  page: 'Halaman yang hanya datang dari kami',
  pageWhat:
    'Bila halaman ini berkata “sama”, yang berkata begitu adalah program yang kami kirim. Kami dapat mengirim program lain kepada orang tertentu.',
  pageSign:
    'Sidik program yang Anda unduh berbeda dari sidik yang disimpan orang lain, atau program lain memberi hasil lain.',
  pageAct:
    'Unduh pemeriksa sebagai satu berkas dan pakai tanpa internet, bandingkan sidiknya dengan orang lain, atau hitung dengan program buatan sendiri. Semua rumus ada di halaman aturan.',
  unsure: 'Aturan yang belum pasti',
  unsureWhat:
    'Beberapa bagian aturan tidak tertulis jelas di peraturan mana pun yang kami temukan. Kami menandainya, tetapi mesin tetap menghitung dengan satu pilihan.',
  unsureSign: 'Bagian itu bertanda “perlu dipastikan” pada halaman aturan.',
  unsureAct:
    'Bila bagian itu menentukan hasil Anda, sebutkan dalam sanggah dan mintalah keputusan tertulis.',
  recordLink: 'Lihat kunci dan saksi catatan',
  rulesLink: 'Baca aturan seleksi',
  where: 'Ke mana mengadu',
  whereObjection:
    'Sanggah, lewat halaman lamaran Anda atau SSCASN, dalam waktu yang tertulis di pengumuman.',
  whereLapor: 'SP4N-LAPOR! (lapor.go.id): pengaduan pelayanan publik; dapat tanpa nama.',
  whereOmbudsman:
    'Ombudsman Republik Indonesia: maladministrasi, termasuk seleksi pegawai; gratis.',
  whereBribe: 'KPK atau polisi: suap, pungutan, dan pemalsuan.',
} as const;
export default texts;
