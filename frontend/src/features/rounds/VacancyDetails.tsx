/** The lower part of a vacancy's page: requirements with their sources, timetable, the round. */
import { Link } from '@tanstack/react-router';
import type { components } from '../../api/schema.gen';
import { useLanguage } from '../../i18n/language';
import { usePageTexts } from './pageTexts';
import { Timetable } from './Timetable';

export function VacancyDetails({ vacancy }: { vacancy: components['schemas']['VacancyPage'] }) {
  const t = usePageTexts();
  const language = useLanguage();
  const { agency, round } = vacancy;
  return (
    <>
      <section className="grid gap-3">
        <h2 className="text-xl">{t('requirements')}</h2>
        {vacancy.requirements.length === 0 && (
          <p className="max-w-prose text-muted">{t('noRequirements')}</p>
        )}
        <ul className="grid gap-3 md:grid-cols-2">
          {vacancy.requirements.map((row) => (
            <li key={`${row.code} ${row.words.id}`} className="card p-4">
              <p className="font-semibold">{row.words[language]}</p>
              <p className="text-sm">
                {t('evidence')}: <Evidence code={row.evidence} />
              </p>
              <p className="text-sm text-muted">
                {t('source')}: {row.source}
              </p>
            </li>
          ))}
        </ul>
      </section>
      {vacancy.description && (
        <section className="grid gap-2">
          <h2 className="text-xl">{t('description')}</h2>
          <p className="max-w-prose whitespace-pre-line">{vacancy.description}</p>
        </section>
      )}
      <Timetable steps={vacancy.timetable} zone={agency.zone} />
      <section className="grid gap-2">
        <h2 className="text-xl">{t('aboutRound')}</h2>
        <p>{round.name}</p>
        <p className="text-sm text-muted">
          {t('legalBasis')}: {round.legal_basis}
        </p>
        <p>
          <Link
            to="/seleksi/$agency/$round"
            params={{ agency: round.agency_id, round: round.id }}
            className="link"
          >
            {t('toRound')}
          </Link>
        </p>
      </section>
    </>
  );
}

const EVIDENCE: Record<string, { id: string; en: string }> = {
  identity_card: { id: 'KTP', en: 'Identity card (KTP)' },
  certificate_of_education: { id: 'Ijazah', en: 'Certificate of education' },
  transcript: { id: 'Transkrip nilai', en: 'Transcript of marks' },
  registration_certificate: { id: 'Surat tanda registrasi (STR)', en: 'Registration certificate' },
  photograph: { id: 'Pasfoto', en: 'Photograph' },
  application_letter: { id: 'Surat lamaran', en: 'Letter of application' },
  disability_certificate: { id: 'Surat keterangan disabilitas', en: 'Certificate of disability' },
};

function Evidence({ code }: { code?: string | null }) {
  const t = usePageTexts();
  const language = useLanguage();
  return <>{code ? (EVIDENCE[code]?.[language] ?? code) : t('noEvidence')}</>;
}
