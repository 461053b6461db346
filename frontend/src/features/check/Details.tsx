/** What a run came to: counts, rules, time, and each vacancy. */
import { useState } from 'react';
import { formatNumber } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import type { Summary } from '../../lib/checker';
import { Button } from '../../ui/Button';
import { DataTable } from '../../ui/DataTable';
import { useEndingTexts } from './endingTexts';

/** A national round has thousands of vacancies; nobody reads them in one go. */
const AT_ONCE = 50;

type DetailsProps = { summary: Summary; seconds: number; through: boolean };

export function Details({ summary, seconds, through }: DetailsProps) {
  const t = useEndingTexts();
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  const { rules, version, participants, vacancies } = summary;
  const facts: [string, string][] = [
    [t('participantCount'), formatNumber(participants, language)],
    [t('vacancyCount'), formatNumber(vacancies.length, language)],
    [t('rulesId'), t('rulesVersion', { id: rules, version: String(version) })],
    [
      t('seconds'),
      t('secondsValue', {
        seconds: new Intl.NumberFormat(language === 'id' ? 'id-ID' : 'en-GB', {
          maximumSignificantDigits: 2,
        }).format(seconds),
      }),
    ],
  ];
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="link inline-flex min-h-11 cursor-pointer items-center">
        {t('details')}
      </summary>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6 pt-3">
        <dl className="grid gap-3 sm:grid-cols-4">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt className="text-sm text-muted">{name}</dt>
              <dd className="figures wrap-anywhere">{value}</dd>
            </div>
          ))}
        </dl>
        {open && <Vacancies vacancies={vacancies} through={through} />}
      </div>
    </details>
  );
}

function Vacancies({ vacancies, through }: Pick<Summary, 'vacancies'> & { through: boolean }) {
  const t = useEndingTexts();
  const language = useLanguage();
  const [shown, setShown] = useState(AT_ONCE);
  type Row = Summary['vacancies'][number];
  const filled = ({ placed, quota }: Row) => t('placedOf', { placed, quota });
  const more = Math.min(AT_ONCE, vacancies.length - shown);
  return (
    <>
      <DataTable
        caption={t('vacancyTable')}
        rows={vacancies.slice(0, shown)}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'vacancy',
            title: t('vacancy'),
            heading: true,
            cell: ({ id }) => <span className="wrap-anywhere">{id}</span>,
          },
          {
            key: 'applicants',
            title: t('applicants'),
            numeric: true,
            cell: (row) => formatNumber(row.participants, language),
          },
          {
            key: 'filled',
            title: t(through ? 'goesOn' : 'placed'),
            numeric: true,
            cell: (row) =>
              row.refused
                ? t('refused')
                : through
                  ? formatNumber(row.goesOn, language)
                  : filled(row),
          },
          {
            key: 'undecided',
            title: t('undecided'),
            numeric: true,
            cell: (row) => formatNumber(row.undecided, language),
          },
        ]}
      />
      {more > 0 && (
        <Button className="justify-self-start" onClick={() => setShown(shown + AT_ONCE)}>
          {t('moreVacancies', { count: more })}
        </Button>
      )}
    </>
  );
}
