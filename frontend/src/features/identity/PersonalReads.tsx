/** Who looked at the person's data: role, agency, purpose and time. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { api, ask } from '../../api/client';
import { formatDateTime } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { DataTable } from '../../ui/DataTable';
import { EmptyState, LoadMore } from '../../ui/Page';
import { Trouble } from '../../ui/Trouble';
import { Block } from './Block';
import { roleWord } from './roles';
import { useIdentityTexts } from './texts';

export function PersonalReads() {
  const t = useIdentityTexts();
  const language = useLanguage();
  const reads = useInfiniteQuery({
    queryKey: ['personal-reads'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      ask(api.GET('/api/v1/identity/reads', { params: { query: { cursor: pageParam } } })),
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const rows = reads.data?.pages.flatMap((page) => page.items) ?? [];
  const purpose = (code: string) =>
    code === 'counter' || code === 'verification'
      ? t(`purpose_${code}`)
      : t('purpose_other', { purpose: code });
  return (
    <Block title={t('reads')} lead={t('readsLead')}>
      {reads.isPending && <p className="text-muted">{t('loading')}</p>}
      <Trouble error={reads.error} onRetry={reads.refetch} part />
      {reads.data && rows.length === 0 && (
        <EmptyState title={t('readsEmpty')}>{t('readsEmptyHow')}</EmptyState>
      )}
      {rows.length > 0 && (
        <>
          <DataTable
            caption={t('reads')}
            headed
            rows={rows}
            rowKey={(row) => row.id}
            columns={[
              {
                key: 'at',
                title: t('readTime'),
                heading: true,
                cell: (row) => formatDateTime(row.at, language),
              },
              { key: 'role', title: t('readRole'), cell: (row) => roleWord(t, row.role) },
              { key: 'agency', title: t('readAgency'), cell: (row) => row.agency_name ?? '–' },
              { key: 'purpose', title: t('readPurpose'), cell: (row) => purpose(row.purpose) },
            ]}
          />
          <LoadMore
            shown={rows.length}
            more={reads.hasNextPage}
            loading={reads.isFetchingNextPage}
            onMore={() => reads.fetchNextPage()}
          />
        </>
      )}
    </Block>
  );
}
