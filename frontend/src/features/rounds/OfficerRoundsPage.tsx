/** The committee's selections: where each stands, what comes next, and a new one. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, ask } from '../../api/client';
import type { components } from '../../api/schema.gen';
import { AppPage } from '../../app/AppPage';
import { useLanguage } from '../../i18n/language';
import { LinkButton } from '../../ui/Button';
import { EmptyState } from '../../ui/Page';
import { Trouble } from '../../ui/Trouble';
import { useAgency } from '../identity/agency';
import { base } from './preparation';
import { usePrepareTexts } from './prepareTexts';
import { KINDS } from './steps';

type Round = components['schemas']['RoundView'];

function nextOf(round: Round) {
  if (round.state === 'closed') return null;
  if (round.state === 'published') return 'next_amend';
  if (round.timetable_version === 0) return 'next_timetable';
  return round.rules_version === 0 ? 'next_rules' : 'next_vacancies';
}

const STATES = {
  preparation: 'state_preparation',
  published: 'state_published',
  closed: 'state_closed',
} as const;

export function stateKey(state: string) {
  return STATES[state as keyof typeof STATES] ?? 'state_closed';
}

export function OfficerRoundsPage() {
  const t = usePrepareTexts();
  const language = useLanguage();
  const agency = useAgency('round.prepare');
  const query = useQuery({
    queryKey: ['round-preparations', agency],
    queryFn: () =>
      ask(
        api.GET('/api/v1/agencies/{agency}/round-preparations', { params: { path: { agency } } }),
      ),
  });
  return (
    <AppPage title={t('title')} lead={t('listLead')}>
      <div>
        <LinkButton to="/petugas/seleksi/baru" kind="primary">
          {t('new')}
        </LinkButton>
      </div>
      <Trouble error={query.error} onRetry={query.refetch} />
      {query.isPending && <p className="text-muted">{t('loading')}</p>}
      {query.data?.length === 0 && <EmptyState title={t('emptyTitle')}>{t('emptyHow')}</EmptyState>}
      <ul className="grid gap-3">
        {query.data?.map((round) => {
          const next = nextOf(round);
          return (
            <li key={round.id} className="card grid gap-1 p-4">
              <Link
                className="link inline-flex min-h-11 items-center text-lg font-semibold"
                to={base(agency, round.id) as string}
              >
                {round.name}
              </Link>
              <p className="text-muted">
                {KINDS[round.kind]?.[language] ?? round.kind}, {round.year}
              </p>
              <p>
                <strong>{t(stateKey(round.state))}</strong>
                {next && `. ${t(next)}.`}
              </p>
            </li>
          );
        })}
      </ul>
    </AppPage>
  );
}
