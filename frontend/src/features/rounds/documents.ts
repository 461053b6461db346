/** Documents that prove a requirement, by code, in words. */
import type { Words } from '../../i18n/language';

export const DOCUMENTS: Record<string, Words> = {
  identity_card: { id: 'Kartu tanda penduduk (KTP)', en: 'Identity card (KTP)' },
  certificate_of_education: { id: 'Ijazah', en: 'Certificate of education' },
  transcript: { id: 'Transkrip nilai', en: 'Transcript of marks' },
  registration_certificate: {
    id: 'Surat tanda registrasi (STR)',
    en: 'Registration certificate (STR)',
  },
  photograph: { id: 'Pasfoto', en: 'Photograph' },
  application_letter: { id: 'Surat lamaran', en: 'Letter of application' },
  disability_certificate: {
    id: 'Surat keterangan disabilitas',
    en: 'Certificate of disability',
  },
};
