/** The inbox: what a person was told, newest first; opening an entry marks it as read. */
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask } from '../../api/client';
import { useProblem } from '../../api/hooks';
import type { components } from '../../api/schema.gen';
import { AppPage } from '../../app/AppPage';
import { formatDateTime } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { LinkButton } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { EmptyState, LoadMore } from '../../ui/Page';
import { ProblemSummary } from '../../ui/ProblemSummary';
import { Trouble } from '../../ui/Trouble';
import { useNoticesTexts } from './texts';

type Entry = components['schemas']['InboxEntry'];

export function InboxPage() {
  const t = useNoticesTexts();
  const language = useLanguage();
  const inbox = useInfiniteQuery({
    queryKey: ['inbox', language],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      ask(api.GET('/api/v1/inbox', { params: { query: { cursor: pageParam } } })),
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const unread = useQuery({
    queryKey: ['inbox-unread'],
    queryFn: () => ask(api.GET('/api/v1/inbox/unread')),
  });
  const entries = inbox.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <AppPage title={t('title')} lead={t('lead')}>
      {inbox.isPending && <p className="text-muted">{t('loading')}</p>}
      <Trouble error={inbox.error} onRetry={inbox.refetch} />
      {inbox.data && entries.length === 0 && (
        <EmptyState title={t('empty')}>{t('emptyHow')}</EmptyState>
      )}
      {entries.length > 0 && (
        <div className="grid gap-4">
          {unread.data && unread.data.count > 0 && (
            <p role="status" className="font-semibold">
              {t('unreadCount', { count: unread.data.count })}
            </p>
          )}
          <ul className="grid gap-3">
            {entries.map((entry) => (
              <EntryCard key={entry.id} entry={entry} />
            ))}
          </ul>
          <LoadMore
            shown={entries.length}
            more={inbox.hasNextPage}
            loading={inbox.isFetchingNextPage}
            onMore={() => inbox.fetchNextPage()}
          />
        </div>
      )}
    </AppPage>
  );
}

function EntryCard({ entry }: { entry: Entry }) {
  const t = useNoticesTexts();
  const language = useLanguage();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const { problem, run } = useProblem();
  const toggle = async () => {
    setOpen(!open);
    if (open || entry.read_at) return;
    const path = { entry: entry.id };
    await run(() => ask(api.POST('/api/v1/inbox/{entry}/read', { params: { path } })));
    queries.invalidateQueries({ queryKey: ['inbox'] });
    queries.invalidateQueries({ queryKey: ['inbox-unread'] });
  };
  return (
    <li className={`card ${entry.read_at ? '' : 'border-l-4 border-l-brand'}`}>
      <h2 className="text-base">
        <button
          type="button"
          aria-expanded={open}
          className="flex w-full cursor-pointer items-center gap-3 p-4 text-left"
          onClick={toggle}
        >
          <span className="grow">
            <span className={`block text-lg ${entry.read_at ? 'font-semibold' : 'font-bold'}`}>
              {entry.subject}
              {!entry.read_at && (
                <span className="ml-2 rounded-sm bg-brand-soft px-2 py-0.5 text-sm font-semibold text-brand">
                  {t('unread')}
                </span>
              )}
            </span>
            <span className="block text-sm font-normal text-muted">
              {formatDateTime(entry.at, language)}
            </span>
          </span>
          <Icon name="chevron" className={`size-5 shrink-0 ${open ? 'rotate-90' : ''}`} />
        </button>
      </h2>
      {open && (
        <div className="grid gap-3 px-4 pb-4">
          <p className="max-w-prose whitespace-pre-line">{entry.body}</p>
          <ProblemSummary problem={problem} />
          {entry.link && (
            <LinkButton to={entry.link} className="justify-self-start">
              {t('open')}
            </LinkButton>
          )}
          {entry.read_at && (
            <p className="text-sm text-muted">
              {t('read', { date: formatDateTime(entry.read_at, language) })}
            </p>
          )}
        </div>
      )}
    </li>
  );
}
