/** One vacancy: can I apply, until when, with which education, for how much; then why, step by step. */
import { useParams } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import { api, ask } from '../../api/client';
import type { components } from '../../api/schema.gen';
import { useAnswer } from '../../api/useAnswer';
import { AppPage } from '../../app/AppPage';
import { PATHS } from '../../app/paths';
import { useLanguage } from '../../i18n/language';
import { LinkButton } from '../../ui/Button';
import { Deadline, Instant } from '../../ui/figures';
import { Trouble } from '../../ui/Trouble';
import { useUiTexts } from '../../ui/texts';
import { CompareToggle } from './CompareToggle';
import { Pay } from './Pay';
import { usePageTexts } from './pageTexts';
import { POOLS } from './pools';
import { CompareLinks } from './SearchExtras';
import { VacancyDetails } from './VacancyDetails';

// Comes after the first paint: the page answers its question without it.
const Competition = lazy(() => import('./Competition'));

const BACK = { id: 'Cari formasi', en: 'Find a vacancy' };

type Vacancy = components['schemas']['VacancyPage'];

export function VacancyPage() {
  const language = useLanguage();
  const ui = useUiTexts();
  const { id = '' } = useParams({ strict: false });
  const found = useAnswer(`vacancy ${id}`, () =>
    ask(api.GET('/api/v1/vacancies/{id}', { params: { path: { id } } })),
  );
  const crumbs = [{ label: BACK[language], to: PATHS.vacancies }];
  if (found.data) return <Whole vacancy={found.data} />;
  return (
    <AppPage title={BACK[language]} crumbs={crumbs}>
      {found.problem ? (
        <Trouble error={found.problem} onRetry={found.again}>
          <LinkButton to={PATHS.vacancies}>{BACK[language]}</LinkButton>
        </Trouble>
      ) : (
        <p role="status">{ui('loading')}</p>
      )}
    </AppPage>
  );
}

function Fact({ ask, children }: { ask: string; children: ReactNode }) {
  return (
    <div className="grid content-start gap-1">
      <dt className="text-sm text-muted">{ask}</dt>
      <dd className="font-semibold">{children}</dd>
    </div>
  );
}

/** What stands under "can I apply?". */
function Apply({ vacancy }: { vacancy: Vacancy }) {
  const t = usePageTexts();
  const { apply, agency } = vacancy;
  if (apply.how === 'here')
    return (
      // The form belongs to another part of the app; it is opened by address.
      <a className="link font-semibold" href={`/lamar/${vacancy.id}`}>
        {t('applyHere')}
      </a>
    );
  if (apply.how === 'sscasn')
    return (
      <>
        <a className="link font-semibold" href={apply.link ?? undefined} rel="noreferrer">
          {t('applySscasn')}
        </a>
        <span className="block text-sm font-normal text-muted">{t('sscasnTell')}</span>
      </>
    );
  if (apply.how === 'not_yet')
    return (
      <>
        {t('notYet')}
        {apply.opens && (
          <span className="block text-sm font-normal">
            {t('opens')} <Instant at={apply.opens} zone={agency.zone} />
          </span>
        )}
      </>
    );
  return <>{apply.how === 'archive' ? t('archiveTell') : t('over')}</>;
}

function Whole({ vacancy }: { vacancy: Vacancy }) {
  const t = usePageTexts();
  const language = useLanguage();
  const { apply, agency } = vacancy;
  const passed = vacancy.eligible_count;
  const crumbs = [{ label: BACK[language], to: PATHS.vacancies }, { label: vacancy.post_title }];
  return (
    <AppPage
      title={vacancy.post_title}
      lead={`${vacancy.unit_path ? `${vacancy.unit_path.replaceAll(' | ', ' › ')} · ` : ''}${agency.name}`}
      crumbs={crumbs}
      motif
    >
      <dl className="card grid gap-5 p-4 sm:grid-cols-2 sm:p-6 lg:grid-cols-3">
        <Fact ask={t('canApply')}>
          <Apply vacancy={vacancy} />
        </Fact>
        {apply.closes && apply.how !== 'archive' && (
          <Fact ask={t('untilWhen')}>
            <Deadline closes={apply.closes} zone={agency.zone} />
          </Fact>
        )}
        <Fact ask={t('whichEducation')}>
          <Education vacancy={vacancy} />
        </Fact>
        <Fact ask={t('howMuch')}>
          <Pay from={vacancy.pay_min} to={vacancy.pay_max} />
        </Fact>
        <Fact ask={t('howMany')}>
          {t('places', { count: vacancy.places })} ·{' '}
          {POOLS[vacancy.pool]?.[language] ?? vacancy.pool}
          {vacancy.open_to_disabled && (
            <span className="block text-sm font-normal">{t('openDisabled')}</span>
          )}
        </Fact>
        {passed != null && vacancy.places > 0 && (
          <Fact ask={t('competition', { year: String(vacancy.round.year) })}>
            {t('competitionRate', { rate: Math.round(passed / vacancy.places) })}
            <span className="block text-sm font-normal text-muted">
              {t('competitionTell', { passed, places: vacancy.places })}
            </span>
          </Fact>
        )}
        {vacancy.region_name && <Fact ask={t('region')}>{vacancy.region_name}</Fact>}
      </dl>
      <div className="no-print flex flex-wrap items-center gap-x-5 gap-y-1">
        <CompareToggle id={vacancy.id} title={vacancy.post_title} />
        <CompareLinks />
        <a
          className="link inline-flex min-h-11 items-center"
          href={`/api/v1/vacancies/${vacancy.id}/timetable.ics`}
        >
          {t('toCalendar')}
        </a>
      </div>
      <VacancyDetails vacancy={vacancy} />
      <Suspense fallback={<div className="min-h-64" />}>
        <Competition id={vacancy.id} />
      </Suspense>
    </AppPage>
  );
}

const SHOWN = 6;

function Education({ vacancy }: { vacancy: Vacancy }) {
  const t = usePageTexts();
  const all = [...new Set(vacancy.education.map(({ name }) => name))];
  if (all.length === 0) return <>{t('anyEducation')}</>;
  const rest = all.slice(SHOWN);
  return (
    <>
      {all.slice(0, SHOWN).join(', ')}
      {rest.length > 0 && (
        <details className="font-normal">
          <summary className="link min-h-11 cursor-pointer py-2">+ {rest.length}</summary>
          {rest.join(', ')}
        </details>
      )}
    </>
  );
}
