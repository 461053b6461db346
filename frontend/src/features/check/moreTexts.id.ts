/** Words of what else the page of checks leads to (source). */
const texts = {
  receipt: 'Periksa tanda terima',
  fileTitle: 'Tanpa situs ini',
  fileHow:
    'Halaman ini juga ada sebagai satu berkas HTML. Simpan, putuskan internet, lalu buka berkasnya: caranya sama, hasilnya sama.',
  fileSave: 'Unduh {name} ({size})',
  fileHash: 'Sidik SHA-256 berkas itu',
  fileHashHow:
    'Sidik dari situs yang sama belum membuktikan asal berkas. Siapa pun dapat membuat berkas ini dari kode sumber Terang dan mendapat sidik yang sama.',
} as const;
export default texts;
