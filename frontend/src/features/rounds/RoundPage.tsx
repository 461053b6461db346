/** One round: timetable, rules with their sources, meaning of the codes, history of changes. */
import { Link, useParams } from '@tanstack/react-router';
import { api, ask } from '../../api/client';
import type { components } from '../../api/schema.gen';
import { useAnswer } from '../../api/useAnswer';
import { AppPage } from '../../app/AppPage';
import { PATHS } from '../../app/paths';
import { useLanguage } from '../../i18n/language';
import { LinkButton } from '../../ui/Button';
import { Instant } from '../../ui/figures';
import { Trouble } from '../../ui/Trouble';
import { useUiTexts } from '../../ui/texts';
import { usePageTexts } from './pageTexts';
import { type RuleDocument, Rules } from './Rules';
import { Timetable } from './Timetable';

const DRAWS = { id: 'Undian', en: 'Draws' };
const BACK = { id: 'Cari formasi', en: 'Find a vacancy' };

type Version = components['schemas']['Version'];

/** The amended vacancy's own words. */
function vacancyOf({ document }: Version): string {
  const { post_title, unit_path } = document as { post_title?: string; unit_path?: string };
  return [post_title, unit_path].filter(Boolean).join(', ');
}

/** To the rules of a version, and to what it changed in those before it. */
function RuleLinks({ version, all }: { version: Version; all: Version[] }) {
  const t = usePageTexts();
  if (!version.hash) return null;
  const before = all.find(
    ({ kind, version: number }) => kind === version.kind && number === version.version - 1,
  );
  const changed = before?.hash && before.hash !== version.hash;
  return (
    <p className="flex flex-wrap gap-x-6">
      <Link
        className="link inline-flex min-h-11 items-center"
        to={`/aturan/${version.hash}` as string}
      >
        {t('readRules')}
      </Link>
      {changed && (
        <Link
          className="link inline-flex min-h-11 items-center"
          to={`/aturan/${before.hash}/perubahan/${version.hash}` as string}
        >
          {t('seeChanges')}
        </Link>
      )}
    </p>
  );
}

export function RoundPage() {
  const t = usePageTexts();
  const ui = useUiTexts();
  const language = useLanguage();
  const back = BACK[language];
  const { agency = '', round = '' } = useParams({ strict: false });
  const params = { path: { agency, round } };
  const found = useAnswer(`round ${round}`, () =>
    ask(api.GET('/api/v1/agencies/{agency}/rounds/{round}', { params })),
  );
  const versions = useAnswer(`versions ${round}`, () =>
    ask(api.GET('/api/v1/agencies/{agency}/rounds/{round}/versions', { params })),
  );
  const page = found.data;
  if (!page) {
    return (
      <AppPage title={t('aboutRound')}>
        {found.problem ? (
          <Trouble error={found.problem} onRetry={found.again}>
            <LinkButton to={PATHS.vacancies}>{back}</LinkButton>
          </Trouble>
        ) : (
          <p role="status">{ui('loading')}</p>
        )}
      </AppPage>
    );
  }
  const zone = page.agency.zone;
  return (
    <AppPage
      title={page.round.name}
      lead={page.agency.name}
      crumbs={[{ label: back, to: PATHS.vacancies }, { label: page.round.name }]}
      motif
    >
      <div className="grid gap-2">
        <p>
          {t('legalBasis')}: {page.round.legal_basis}
        </p>
        <p>{t('places', { count: page.places })}</p>
        <div>
          <LinkButton kind="primary" to={PATHS.vacancies} search={{ round: page.round.id }}>
            {t('seeVacancies', { count: page.vacancies })}
          </LinkButton>
        </div>
      </div>
      <Timetable steps={page.timetable} zone={zone} />
      <p>
        <a
          className="link inline-flex min-h-11 items-center"
          href={`/api/v1/agencies/${agency}/rounds/${round}/timetable.ics`}
        >
          {t('toCalendar')}
        </a>
        <Link
          className="link ml-6 inline-flex min-h-11 items-center"
          to={`/seleksi/${agency}/${round}/undian` as string}
        >
          {DRAWS[language]}
        </Link>
      </p>
      {page.rules ? (
        <Rules rules={page.rules as RuleDocument} hash={page.rules_hash ?? ''}>
          <Link
            className="link inline-flex min-h-11 items-center justify-self-start font-semibold"
            to={`/aturan/${page.rules_hash}` as string}
          >
            {t('allClauses')}
          </Link>
        </Rules>
      ) : null}
      {page.status_codes.length > 0 && (
        <section className="grid gap-3">
          <h2 className="text-xl">{t('legend')}</h2>
          <dl className="grid gap-2">
            {page.status_codes.map((one) => (
              <div key={one.code} className="grid gap-1 sm:grid-cols-[8rem_1fr]">
                <dt className="font-semibold">{one.code}</dt>
                <dd className="max-w-prose">{one.legend[language]}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {(versions.data || versions.problem) && (
        <section className="grid gap-3">
          <h2 className="text-xl">{t('versions')}</h2>
          <Trouble error={versions.problem} onRetry={versions.again} part />
          {versions.data?.length === 0 && (
            <p className="max-w-prose text-muted">{t('versionsNone')}</p>
          )}
          <ol className="grid gap-2">
            {versions.data?.map((version) => (
              <li
                key={`${version.kind} ${version.vacancy_id} ${version.version}`}
                className="border-l-4 border-line pl-4"
              >
                <p className="font-semibold">
                  {version.kind === 'timetable'
                    ? t('timetable')
                    : version.kind === 'rules'
                      ? t('rules')
                      : vacancyOf(version) || t('vacancies')}
                  {' · '}
                  {t('version', { version: version.version })}
                </p>
                <p className="text-sm">
                  <Instant at={version.at} zone={zone} /> · {t('reason')}: {version.reason}
                  {version.legal_basis && ` · ${t('legalBasis')}: ${version.legal_basis}`}
                </p>
                <RuleLinks version={version} all={versions.data ?? []} />
              </li>
            ))}
          </ol>
        </section>
      )}
    </AppPage>
  );
}
