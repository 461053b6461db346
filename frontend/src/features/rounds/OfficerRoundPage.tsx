/** One selection for its committee: what is there, what is missing, proposals, versions, the next act. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { can } from '../../api/session';
import { AppPage } from '../../app/AppPage';
import { formatDateTime } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { LinkButton } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { Trouble } from '../../ui/Trouble';
import { stateKey } from './OfficerRoundsPage';
import {
  amendmentState,
  base,
  missing,
  type Part,
  type Prepared,
  usePrepared,
  vacancyName,
} from './preparation';
import { usePrepareTexts } from './prepareTexts';
import { KINDS } from './steps';
import { Timetable } from './Timetable';

const PARTS = {
  timetable: 'part_timetable',
  rules: 'part_rules',
  vacancy: 'part_vacancy',
} as const;
export const partKey = (kind: string) => PARTS[kind as keyof typeof PARTS] ?? 'part_vacancy';

function Item({ done, title, children }: { done: boolean; title: string; children: ReactNode }) {
  const t = usePrepareTexts();
  return (
    <li className="card grid gap-2 p-4">
      <h3 className="flex items-center gap-2 text-lg">
        <Icon
          name={done ? 'check' : 'clock'}
          className={`size-6 shrink-0 ${done ? 'text-met' : 'text-waiting'}`}
        />
        {title}: {done ? t('done') : t('todo')}
      </h3>
      {children}
    </li>
  );
}

function Checklist({ prepared, at }: { prepared: Prepared; at: string }) {
  const t = usePrepareTexts();
  const { page } = prepared;
  const open: Part[] = missing(prepared);
  const published = page.round.state === 'published';
  const act = (part: 'timetable' | 'rules') =>
    t(published ? 'propose' : 'edit', { part: t(partKey(part)) });
  const link = (to: string, label: string) => (
    <Link className="link inline-flex min-h-11 items-center" to={to as string}>
      {label}
    </Link>
  );
  return (
    <section className="grid gap-3">
      <h2 className="text-xl">{t(page.round.state === 'preparation' ? 'checklist' : 'parts')}</h2>
      <ul className="grid gap-3">
        <Item done={!open.includes('timetable')} title={t('timetable')}>
          {open.includes('timetable') && <p>{t('registrationMissing')}</p>}
          {page.timetable.length > 0 && (
            <details>
              <summary className="link cursor-pointer py-2">
                {t('versionOf', { count: page.round.timetable_version })}
              </summary>
              <Timetable steps={page.timetable} zone={page.agency.zone} />
            </details>
          )}
          {page.round.state !== 'closed' && link(`${at}/jadwal`, act('timetable'))}
        </Item>
        <Item done={!open.includes('rules')} title={t('rules')}>
          {page.rules ? <p>{t('versionOf', { count: page.round.rules_version })}</p> : null}
          {page.round.state !== 'closed' && link(`${at}/aturan`, act('rules'))}
        </Item>
        <Item done={!open.includes('vacancies')} title={t('vacancies')}>
          {prepared.vacancies.length > 0 ? (
            <p>{t('vacancyCount', { count: page.vacancies, places: page.places })}</p>
          ) : (
            <p className="text-muted">{t('vacanciesNone')}</p>
          )}
          <ul className="grid gap-1">
            {prepared.vacancies.map((one) => (
              <li key={one.id}>
                {link(
                  `${at}/formasi/${one.id}`,
                  [one.draft.post_title, one.draft.unit_path].filter(Boolean).join(', '),
                )}{' '}
                ({one.draft.places})
              </li>
            ))}
          </ul>
          {page.round.state === 'preparation' && link(`${at}/formasi/baru`, t('addVacancy'))}
        </Item>
      </ul>
    </section>
  );
}

function Amendments({ prepared, at }: { prepared: Prepared; at: string }) {
  const t = usePrepareTexts();
  const { amendments } = prepared;
  return (
    <section className="grid gap-3">
      <h2 className="text-xl">{t('amendments')}</h2>
      {amendments.length === 0 && <p className="max-w-prose text-muted">{t('amendmentsNone')}</p>}
      <ul className="grid gap-3">
        {amendments.map((one) => (
          <li key={one.id} className="card grid gap-1 p-4">
            <p>
              <strong>
                {t('amendTitle', { part: t(partKey(one.kind)) })}: {t(amendmentState(one.state))}
              </strong>
            </p>
            {one.vacancy_id && <p>{vacancyName(prepared, one.vacancy_id)}</p>}
            <p>{one.reason}</p>
            <p className="text-sm text-muted">{one.legal_basis}</p>
            {one.state === 'proposed' && (
              <Link
                className="link inline-flex min-h-11 items-center"
                to={`${at}/perubahan/${one.id}` as string}
              >
                {t('see')}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Versions({ prepared }: { prepared: Prepared }) {
  const t = usePrepareTexts();
  const language = useLanguage();
  return (
    <section className="grid gap-3">
      <h2 className="text-xl">{t('versions')}</h2>
      {prepared.versions.length === 0 && (
        <p className="max-w-prose text-muted">{t('versionsNone')}</p>
      )}
      <ol className="grid gap-2">
        {prepared.versions.map((one) => (
          <li
            key={`${one.kind} ${one.vacancy_id} ${one.version}`}
            className="border-l-4 border-line pl-4"
          >
            <p>
              {t('versionLine', {
                part: t(partKey(one.kind)),
                count: one.version,
                reason: one.reason,
              })}
            </p>
            {one.vacancy_id && <p>{vacancyName(prepared, one.vacancy_id)}</p>}
            <p className="text-sm text-muted">
              {formatDateTime(one.at, language, prepared.page.agency.zone)}
              {one.legal_basis && `, ${one.legal_basis}`}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Next({ prepared, at }: { prepared: Prepared; at: string }) {
  const t = usePrepareTexts();
  const { round } = prepared.page;
  if (round.state !== 'preparation') {
    return (
      <div>
        <LinkButton to={`/seleksi/${round.agency_id}/${round.id}` as string}>
          {t('publicPage')}
        </LinkButton>
      </div>
    );
  }
  if (missing(prepared).length > 0) return <p className="text-muted">{t('incomplete')}</p>;
  if (prepared.is_mine) return <p>{t('mineWaits')}</p>;
  if (!can('round.publish')) return <p>{t('otherPublishes')}</p>;
  return (
    <div>
      <LinkButton to={`${at}/umumkan` as string} kind="primary">
        {t('toPublish')}
      </LinkButton>
    </div>
  );
}

export function OfficerRoundPage() {
  const t = usePrepareTexts();
  const language = useLanguage();
  const { agency, round: id, prepared, error, pending, retry } = usePrepared();
  const at = base(agency, id);
  const round = prepared?.page.round;
  return (
    <AppPage
      title={round?.name ?? t('title')}
      lead={round && `${KINDS[round.kind]?.[language] ?? round.kind}, ${round.year}`}
      crumbs={[{ label: t('title'), to: '/petugas/seleksi' }]}
    >
      <Trouble error={error} onRetry={retry} />
      {pending && <p className="text-muted">{t('loading')}</p>}
      {prepared && round && (
        <>
          <div className="grid gap-1">
            <p>
              <strong>{t(stateKey(round.state))}</strong>. {t(`door_${round.door as 'own'}`)}.
            </p>
            <p className="text-muted">
              {t('legalBasis')}: {round.legal_basis}
            </p>
          </div>
          <Next prepared={prepared} at={at} />
          <Amendments prepared={prepared} at={at} />
          <Checklist prepared={prepared} at={at} />
          <Versions prepared={prepared} />
        </>
      )}
    </AppPage>
  );
}
