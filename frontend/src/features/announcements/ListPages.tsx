/** Announcements of all agencies, and of one selection, the newest first. */
import { useParams } from '@tanstack/react-router';
import { api, ask } from '../../api/client';
import { useAnswerPages } from '../../api/useAnswer';
import { AppPage } from '../../app/AppPage';
import { PATHS } from '../../app/paths';
import { EmptyState, LoadMore, type PageHeaderProps } from '../../ui/Page';
import { ProblemSummary } from '../../ui/ProblemSummary';
import { Trouble } from '../../ui/Trouble';
import { publicPath, type Summary } from './parts';
import { SummaryCard } from './SummaryCard';
import { useAnnouncementTexts } from './texts';

type Listed = { items: Summary[]; next?: string | null };

function AnnouncementList({
  title,
  crumbs,
  about,
  load,
}: {
  title: string;
  crumbs?: PageHeaderProps['crumbs'];
  /** What is listed, for the cache. */
  about: string;
  load: (cursor: string | undefined) => Promise<Listed>;
}) {
  const t = useAnnouncementTexts();
  const { first, items, problem, paging } = useAnswerPages(about, load);
  return (
    <AppPage title={title} lead={t('resultsLead')} crumbs={crumbs} motif>
      <Trouble error={first.problem} onRetry={first.again} />
      {!first.data && !first.problem && <p className="text-muted">{t('loading')}</p>}
      {first.data && items.length === 0 && (
        <EmptyState title={t('noneTitle')}>{t('noneHow')}</EmptyState>
      )}
      <ul className="grid gap-3">
        {items.map((item) => (
          <SummaryCard key={item.id} item={item} to={publicPath(item)} />
        ))}
      </ul>
      <ProblemSummary problem={problem ?? null} />
      {items.length > 0 && <LoadMore {...paging} />}
    </AppPage>
  );
}

export function ResultsPage() {
  const t = useAnnouncementTexts();
  return (
    <AnnouncementList
      title={t('resultsTitle')}
      about="announcements"
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
      crumbs={[{ label: t('resultsTitle'), to: PATHS.results }, { label: t('allAnnouncements') }]}
      about={`announcements ${place.agency} ${place.round}`}
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
