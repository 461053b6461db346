/** Announcements of all agencies, and of one selection, the newest first. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { api, ask } from '../../api/client';
import { asProblem } from '../../api/problem';
import { AppPage } from '../../app/AppPage';
import { EmptyState, LoadMore } from '../../ui/Page';
import { ProblemSummary } from '../../ui/ProblemSummary';
import { publicPath, type Summary } from './parts';
import { SummaryCard } from './SummaryCard';
import { useAnnouncementTexts } from './texts';

type Listed = { items: Summary[]; next?: string | null };

function AnnouncementList({
  title,
  queryKey,
  load,
}: {
  title: string;
  queryKey: unknown[];
  load: (cursor: string | undefined) => Promise<Listed>;
}) {
  const t = useAnnouncementTexts();
  const list = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => load(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <AppPage title={title} lead={t('resultsLead')} motif>
      <ProblemSummary problem={list.error ? asProblem(list.error) : null} />
      {list.isPending && <p className="text-muted">{t('loading')}</p>}
      {list.data && items.length === 0 && (
        <EmptyState title={t('noneTitle')}>{t('noneHow')}</EmptyState>
      )}
      <ul className="grid gap-3">
        {items.map((item) => (
          <SummaryCard key={item.id} item={item} to={publicPath(item)} />
        ))}
      </ul>
      {items.length > 0 && (
        <LoadMore
          shown={items.length}
          more={list.hasNextPage}
          loading={list.isFetchingNextPage}
          onMore={() => list.fetchNextPage()}
        />
      )}
    </AppPage>
  );
}

export function ResultsPage() {
  const t = useAnnouncementTexts();
  return (
    <AnnouncementList
      title={t('resultsTitle')}
      queryKey={['announcements']}
      load={(cursor) => ask(api.GET('/api/v1/announcements', { params: { query: { cursor } } }))}
    />
  );
}

export function RoundAnnouncementsPage() {
  const t = useAnnouncementTexts();
  const place = useParams({ strict: false }) as { agency: string; round: string };
  return (
    <AnnouncementList
      title={t('allAnnouncements')}
      queryKey={['announcements', place]}
      load={(cursor) =>
        ask(
          api.GET('/api/v1/agencies/{agency}/rounds/{round}/announcements', {
            params: { path: place, query: { cursor } },
          }),
        )
      }
    />
  );
}
