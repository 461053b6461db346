/** The steps and kinds of a selection in words; the server checks the codes. */
import type { Words } from '../../i18n/language';

export const STEPS: Record<string, Words> = {
  registration: { id: 'Pendaftaran', en: 'Registration' },
  administration_check: { id: 'Pemeriksaan berkas', en: 'Check of documents' },
  administration_announced: {
    id: 'Pengumuman hasil seleksi administrasi',
    en: 'Announcement of the administrative stage',
  },
  administration_objection: {
    id: 'Masa sanggah hasil administrasi',
    en: 'Objections to the administrative stage',
  },
  administration_answer: { id: 'Jawab sanggah administrasi', en: 'Answers to objections' },
  administration_final: {
    id: 'Pengumuman administrasi pascasanggah',
    en: 'Administrative stage after objections',
  },
  basic_test: { id: 'Seleksi Kompetensi Dasar (SKD)', en: 'Basic test (SKD)' },
  further_field_test: {
    id: 'SKB tambahan (tanpa CAT)',
    en: 'Further field tests (without CAT)',
  },
  field_test: { id: 'Seleksi Kompetensi Bidang (SKB)', en: 'Field test (SKB)' },
  tests: { id: 'Ujian', en: 'Tests' },
  result_announced: { id: 'Pengumuman hasil akhir', en: 'Announcement of the result' },
  result_objection: { id: 'Masa sanggah hasil akhir', en: 'Objections to the result' },
  result_answer: { id: 'Jawab sanggah hasil akhir', en: 'Answers to objections to the result' },
  result_final: { id: 'Pengumuman hasil akhir pascasanggah', en: 'Result after objections' },
  appointment_documents: {
    id: 'Pengisian daftar riwayat hidup (DRH)',
    en: 'Documents after selection (DRH)',
  },
  identity_number_proposal: {
    id: 'Usul penetapan nomor induk pegawai (NIP)',
    en: 'Proposal of the service number (NIP)',
  },
};

export type Door = 'national' | 'own';

export const KINDS: Record<string, Words & { door: Door }> = {
  cpns: {
    id: 'Pengadaan CPNS (calon pegawai negeri sipil)',
    en: 'Candidate civil servants (CPNS)',
    door: 'national',
  },
  pppk: {
    id: 'Pengadaan PPPK (pegawai dengan perjanjian kerja)',
    en: 'Contract civil servants (PPPK)',
    door: 'national',
  },
  blud_professional: {
    id: 'Pegawai profesional BLUD (badan layanan umum daerah)',
    en: 'Professional staff of a public service unit (BLUD)',
    door: 'own',
  },
  open_bidding: {
    id: 'Seleksi terbuka jabatan pimpinan tinggi',
    en: 'Open bidding for senior posts',
    door: 'own',
  },
  internal: { id: 'Seleksi internal', en: 'Internal selection', door: 'own' },
  internship: { id: 'Magang', en: 'Internship', door: 'own' },
};

export const TESTS: Record<string, Words> = {
  psychological: { id: 'Psikotes', en: 'Psychological test' },
  academic_potential: { id: 'Tes potensi akademik', en: 'Academic potential test' },
  foreign_language: { id: 'Tes bahasa asing', en: 'Foreign language test' },
  mental_health: { id: 'Tes kesehatan jiwa', en: 'Mental health test' },
  fitness: { id: 'Tes kesamaptaan', en: 'Fitness test' },
  practice: { id: 'Tes praktik kerja', en: 'Work sample' },
  certificate: { id: 'Nilai sertifikat kompetensi', en: 'Certificate of competence' },
  interview: { id: 'Wawancara', en: 'Interview' },
  other: { id: 'Tes lain', en: 'Another test' },
};
