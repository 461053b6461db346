/** Which selection an officer works in: a link for each, or straight on when there is only one. */
import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, ask } from '../../api/client';
import { useSession } from '../../api/session';
import { AppPage } from '../../app/AppPage';
import { EmptyState } from '../../ui/Page';
import { failedOf, Trouble } from '../../ui/Trouble';
import { useVerificationTexts } from './texts';

/** Agencies in which the signed-in person holds a permission. */
function useAgencies(permission: string): string[] {
  const session = useSession();
  const grants = 'me' in session ? session.me.grants : [];
  const found = grants.filter((grant) => grant.permissions.includes(permission));
  return [...new Set(found.flatMap((grant) => (grant.agency_id ? [grant.agency_id] : [])))];
}

export function RoundChoice({
  title,
  permission,
  base,
  archive = false,
}: {
  title: string;
  permission: string;
  base: string;
  /** Whether selections of the archive are offered too, for pages that also serve looking back. */
  archive?: boolean;
}) {
  const t = useVerificationTexts();
  const agencies = useAgencies(permission);
  const queries = useQueries({
    queries: agencies.map((agency) => ({
      queryKey: ['rounds', agency],
      queryFn: () =>
        ask(api.GET('/api/v1/agencies/{agency}/rounds', { params: { path: { agency } } })),
    })),
  });
  const failed = failedOf(queries);
  const rounds = queries
    .flatMap((query) => query.data ?? [])
    .filter((round) => archive || !round.archive);
  const waiting = queries.some((query) => query.isPending);
  return (
    <AppPage title={title} lead={t('chooseLead')}>
      <Trouble {...failed} />
      {waiting && <p className="text-muted">{t('loading')}</p>}
      {!waiting && !failed.error && rounds.length === 0 && (
        <EmptyState title={t('noRounds')}>{t('noRoundsHow')}</EmptyState>
      )}
      <ul className="grid gap-3">
        {rounds.map((round) => (
          <li key={round.id} className="card p-4">
            <Link
              className="link inline-flex min-h-11 items-center text-lg font-semibold"
              to={`${base}/${round.agency_id}/${round.id}` as string}
            >
              {round.name}
            </Link>
            <p className="text-sm text-muted">{round.legal_basis}</p>
          </li>
        ))}
      </ul>
    </AppPage>
  );
}

export function ChooseVerification() {
  const t = useVerificationTexts();
  return (
    <RoundChoice title={t('verifyTitle')} permission="verdict.give" base="/petugas/verifikasi" />
  );
}

export function ChooseSupervision() {
  const t = useVerificationTexts();
  return (
    <RoundChoice
      title={t('superviseTitle')}
      permission="verdict.release"
      base="/petugas/supervisi"
    />
  );
}
