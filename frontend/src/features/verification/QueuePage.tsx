/** The verifier's and the supervisor's queue: how much waits, since when, and the next one. */
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { api, ask, idempotencyKey } from '../../api/client';
import { useIdempotencyKey, useProblem } from '../../api/hooks';
import { AppPage } from '../../app/AppPage';
import { formatDate } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { announce } from '../../ui/announce';
import { BarChart } from '../../ui/BarChart';
import { Button } from '../../ui/Button';
import { EmptyState, LoadMore } from '../../ui/Page';
import { ProblemSummary } from '../../ui/ProblemSummary';
import { Queue } from '../../ui/Queue';
import { failedOf, Trouble } from '../../ui/Trouble';
import { Verdict } from '../../ui/Verdict';
import { useVerificationTexts } from './texts';
import { VerdictSheet } from './VerdictSheet';

export type Place = { agency: string; round: string };

const STATES = {
  waiting: 'stateWaiting',
  assigned: 'stateAssigned',
  given: 'stateGiven',
  returned: 'stateReturned',
  released: 'stateReleased',
  superseded: 'stateSuperseded',
} as const;

export function useQueue(place: Place) {
  return useQuery({
    queryKey: ['verification', place, 'queue'],
    queryFn: () =>
      ask(
        api.GET('/api/v1/agencies/{agency}/rounds/{round}/verification/queue', {
          params: { path: place },
        }),
      ),
  });
}

function useReadings(place: Place, query: { state?: string; mine?: boolean }) {
  return useInfiniteQuery({
    queryKey: ['verification', place, 'readings', query],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/v1/agencies/{agency}/rounds/{round}/verification/readings', {
          params: { path: place, query: { ...query, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

/** Takes the next application and opens it, or says that none is left. */
export function useTakeNext(place: Place) {
  const t = useVerificationTexts();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const key = useIdempotencyKey();
  return async () => {
    const { reading } = await ask(
      api.POST('/api/v1/agencies/{agency}/rounds/{round}/verification/claim', {
        params: { path: place, header: { 'Idempotency-Key': key.current() } },
        headers: idempotencyKey(key.current()),
      }),
    );
    key.renew();
    if (!reading) {
      announce(t('noneLeft'));
      await queries.invalidateQueries({ queryKey: ['verification', place] });
    }
    const base = `/petugas/verifikasi/${place.agency}/${place.round}`;
    await navigate({ to: reading ? `${base}/${reading}` : base });
    return reading;
  };
}

function useAge() {
  const t = useVerificationTexts();
  return (iso: string | null | undefined) => {
    if (!iso) return undefined;
    const hours = Math.max(0, Math.floor((Date.now() - new Date(iso).getTime()) / 3_600_000));
    return hours < 48 ? t('hours', { count: hours }) : t('days', { count: Math.floor(hours / 24) });
  };
}

function WorkPage({ supervisor }: { supervisor: boolean }) {
  const t = useVerificationTexts();
  const language = useLanguage();
  const age = useAge();
  const place = useParams({ strict: false }) as Place;
  const queue = useQueue(place);
  const list = useReadings(place, supervisor ? { state: 'given' } : { mine: true });
  const { problem, running, run } = useProblem();
  const takeNext = useTakeNext(place);
  const base = `/petugas/${supervisor ? 'supervisi' : 'verifikasi'}/${place.agency}/${place.round}`;
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const counts = queue.data;
  const date = (iso: string | null | undefined) => (iso ? formatDate(iso, language) : undefined);
  const total = counts
    ? counts.waiting + counts.assigned + counts.returned + counts.given + counts.released
    : 0;
  return (
    <AppPage
      title={t(supervisor ? 'superviseTitle' : 'verifyTitle')}
      lead={counts?.round_name}
      crumbs={[
        { label: t('chooseTitle'), to: `/petugas/${supervisor ? 'supervisi' : 'verifikasi'}` },
        { label: counts?.round_name ?? t('queue') },
      ]}
    >
      <ProblemSummary problem={problem} />
      <Trouble {...failedOf([queue, list])} />
      {(queue.isPending || list.isPending) && <p className="text-muted">{t('loading')}</p>}
      {!supervisor && (
        <div>
          <Button kind="primary" busy={running} onClick={() => run(takeNext)}>
            {t('next')}
          </Button>
        </div>
      )}
      {counts && (
        <Queue
          title={t(supervisor ? 'toRelease' : 'mine')}
          count={supervisor ? counts.given : counts.waiting}
          oldest={age(supervisor ? counts.oldest_given_at : counts.oldest_waiting_at)}
          forecast={date(counts.forecast_at)}
          promised={date(counts.promised_at)}
          items={items}
          itemKey={(item) => item.id}
        >
          {(item) => (
            <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
              <Link
                className="link inline-flex min-h-11 items-center font-semibold"
                to={`${base}/${item.id}` as string}
              >
                {item.participant_code} · {item.post_title}
              </Link>
              <span className="text-sm text-muted">
                {t(STATES[item.state as keyof typeof STATES])}
              </span>
              {item.outcome && (
                <Verdict state={item.outcome === 'MS' ? 'met' : 'unmet'}>{item.outcome}</Verdict>
              )}
            </div>
          )}
        </Queue>
      )}
      {list.data && items.length === 0 && supervisor && (
        <EmptyState title={t('noneToRelease')}>{t('noneToReleaseHow')}</EmptyState>
      )}
      {list.data && items.length === 0 && !supervisor && counts && (
        <EmptyState title={t(counts.waiting > 0 ? 'noneTaken' : 'noneWaiting')}>
          {counts.waiting > 0
            ? t('noneTakenHow', { count: counts.waiting, act: t('next') })
            : t('noneWaitingHow')}
        </EmptyState>
      )}
      {items.length > 0 && (
        <LoadMore
          shown={items.length}
          more={list.hasNextPage}
          loading={list.isFetchingNextPage}
          onMore={() => list.fetchNextPage()}
        />
      )}
      {counts && total > 0 && (
        <BarChart
          title={t('progress')}
          sentence={t('progressSentence', { released: counts.released, total })}
          unit={t('applications')}
          bars={(['waiting', 'assigned', 'returned', 'given', 'released'] as const).map(
            (state) => ({
              label: t(STATES[state]),
              value: counts[state],
            }),
          )}
        />
      )}
      <VerdictSheet place={place} />
    </AppPage>
  );
}

export const QueuePage = () => <WorkPage supervisor={false} />;
export const SupervisionPage = () => <WorkPage supervisor />;
