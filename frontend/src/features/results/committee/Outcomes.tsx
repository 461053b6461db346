/** Outcomes of a run by participant code, with the meaning of their codes and the way to each reason. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, ask } from '../../../api/client';
import { useLanguage } from '../../../i18n/language';
import { DataTable } from '../../../ui/DataTable';
import { Mark } from '../../../ui/figures';
import { Select } from '../../../ui/inputs';
import { EmptyState, LoadMore } from '../../../ui/Page';
import { Trouble } from '../../../ui/Trouble';
import { type Detail, type Outcome, type RunPlace, runPath } from './data';
import { useRunTexts } from './texts';

/** The meaning of the codes; public once the round is, and only helpful before. */
function useLegend(place: RunPlace) {
  return useQuery({
    queryKey: ['status-codes', place.agency, place.round],
    retry: false,
    queryFn: () =>
      ask(
        api.GET('/api/v1/agencies/{agency}/rounds/{round}/status-codes', {
          params: { path: { agency: place.agency, round: place.round } },
        }),
      ),
  });
}

export function Outcomes({
  place,
  detail,
  vacancy,
  onVacancy,
}: {
  place: RunPlace;
  detail: Detail;
  vacancy: string;
  onVacancy: (vacancy: string) => void;
}) {
  const t = useRunTexts();
  const language = useLanguage();
  const legend = useLegend(place);
  const list = useInfiniteQuery({
    queryKey: ['runs', place.agency, place.round, place.run, 'outcomes', vacancy],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/v1/agencies/{agency}/runs/{run}/outcomes', {
          params: {
            path: { agency: place.agency, run: place.run },
            query: { ...(vacancy ? { vacancy } : {}), cursor: pageParam, limit: 10 },
          },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const posts = new Map(detail.vacancies.map((one) => [one.vacancy_id, one]));
  const meaning = (row: Outcome) => {
    const found = legend.data?.find((one) => one.state === row.state && one.code === row.code);
    return found && (language === 'id' ? found.legend_id : found.legend_en);
  };
  const post = (id: string) => {
    const found = posts.get(id);
    return found ? `${found.post_title}, ${found.unit_path}` : '';
  };
  // A run through an earlier stage has no final mark yet; then its own total stands here.
  const total = rows.some((row) => row.marks.final) ? 'final' : detail.run.stage;
  return (
    <section id="outcomes" className="grid scroll-mt-4 gap-4">
      <h2 className="text-xl">{t('outcomesTitle')}</h2>
      {detail.vacancies.length > 1 && (
        <div className="max-w-prose">
          <Select
            pointer="/vacancy"
            label={t('byVacancy')}
            required
            placeholder={t('allVacancies')}
            value={vacancy}
            onChange={onVacancy}
            options={detail.vacancies.map((one) => ({
              value: one.vacancy_id,
              label: post(one.vacancy_id),
            }))}
          />
        </div>
      )}
      {list.isPending && <p role="status">{t('loading')}</p>}
      <Trouble error={list.error} onRetry={list.refetch} />
      {list.data && rows.length === 0 && (
        <EmptyState title={t('noOutcomes')}>{t('noOutcomesHow')}</EmptyState>
      )}
      {rows.length > 0 && (
        <>
          <DataTable
            caption={t('participants')}
            rows={rows}
            rowKey={(row) => row.application_id}
            columns={[
              { key: 'code', title: t('code'), heading: true, cell: (row) => row.participant_code },
              { key: 'vacancy', title: t('vacancy'), cell: (row) => post(row.vacancy_id) },
              {
                key: 'total',
                title: total === 'final' ? t('marks') : total.toUpperCase(),
                numeric: true,
                cell: (row) => (row.marks[total] ? <Mark value={row.marks[total]} /> : '–'),
              },
              { key: 'rank', title: t('rank'), numeric: true, cell: (row) => row.rank ?? '–' },
              {
                key: 'status',
                title: t('status'),
                cell: (row) => (
                  <>
                    <strong>
                      {row.code ?? t(row.state === 'vacancy_refused' ? 'notComputed' : 'noCode')}
                    </strong>{' '}
                    <span className="block text-sm text-muted">{meaning(row)}</span>
                    {row.placed_at && row.placed_at !== row.vacancy_id && (
                      <span className="block text-sm">
                        {t('placedAt', { vacancy: post(row.placed_at) })}
                      </span>
                    )}
                  </>
                ),
              },
              {
                key: 'why',
                title: t('why'),
                cell: (row) => (
                  <Link
                    className="link inline-flex min-h-11 items-center"
                    aria-label={t('whyOf', { code: row.participant_code })}
                    to={`${runPath(place)}/peserta/${row.application_id}` as string}
                  >
                    {t('why')}
                  </Link>
                ),
              },
            ]}
          />
          <LoadMore
            shown={rows.length}
            more={list.hasNextPage}
            loading={list.isFetchingNextPage}
            onMore={() => list.fetchNextPage()}
          />
        </>
      )}
    </section>
  );
}
