/** Words beside instants and numbers (source). */
const texts = {
  closed: 'Sudah ditutup',
  leftDays: 'tinggal {days} hari {hours} jam',
  leftHours: 'tinggal {hours} jam {minutes} menit',
  leftMinutes: 'tinggal {minutes} menit',
  copy: 'Salin',
  copied: 'Sudah disalin',
  copyFailed: 'Tidak dapat disalin. Salin dengan tangan.',
} as const;
export default texts;
