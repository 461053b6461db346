/** One announcement: does it stand, how many, who by code, what the codes mean. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ask } from '../../api/client';
import { asProblem } from '../../api/problem';
import { AppPage } from '../../app/AppPage';
import { Button } from '../../ui/Button';
import { DataTable } from '../../ui/DataTable';
import { Form, ProblemSummary } from '../../ui/Form';
import { Deadline, Instant, Mark } from '../../ui/figures';
import { Select, TextInput } from '../../ui/inputs';
import { EmptyState, LoadMore } from '../../ui/Page';
import { VerdictBanner } from '../../ui/Verdict';
import { type Detail, Legend, Numbers, useStageName } from './parts';
import { useAnnouncementTexts } from './texts';

type Place = { agency: string; round: string; announcement: string };

function Rows({ place, detail }: { place: Place; detail: Detail }) {
  const t = useAnnouncementTexts();
  const [typed, setTyped] = useState('');
  const [wanted, setWanted] = useState<{ code?: string; vacancy?: string }>({});
  const list = useInfiniteQuery({
    queryKey: ['announcements', place, 'rows', wanted],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/v1/agencies/{agency}/rounds/{round}/announcements/{announcement}/rows', {
          params: { path: place, query: { ...wanted, cursor: pageParam, limit: 50 } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const marks = detail.legend.filter((entry) => entry.kind === 'mark');
  const ranked = rows.some((row) => row.place);
  return (
    <section className="grid gap-4">
      <Form problem={null} onSubmit={() => setWanted(typed.trim() ? { code: typed.trim() } : {})}>
        <TextInput
          pointer="/code"
          label={t('findCode')}
          hint={t('findHint')}
          required
          value={typed}
          onChange={setTyped}
        />
        <div className="flex flex-wrap gap-3">
          <Button type="submit" kind="primary">
            {t('find')}
          </Button>
          {(wanted.code || wanted.vacancy) && (
            <Button onClick={() => setWanted({})}>{t('showAll')}</Button>
          )}
        </div>
        {detail.vacancies.length > 1 && (
          <Select
            pointer="/vacancy"
            label={t('byVacancy')}
            required
            placeholder={t('allVacancies')}
            value={wanted.vacancy ?? ''}
            onChange={(vacancy) => setWanted(vacancy ? { vacancy } : {})}
            options={detail.vacancies.map((one) => ({
              value: one.vacancy_id,
              label: `${one.post_title}, ${one.unit_path}`,
            }))}
          />
        )}
      </Form>
      <ProblemSummary problem={list.error ? asProblem(list.error) : null} />
      {list.data && rows.length === 0 && (
        <EmptyState title={t('notFound')}>{t('notFoundHow')}</EmptyState>
      )}
      {rows.length > 0 && (
        <DataTable
          caption={t('participants')}
          rows={rows}
          rowKey={(row) => row.participant_code}
          columns={[
            { key: 'code', title: t('code'), heading: true, cell: (row) => row.participant_code },
            {
              key: 'vacancy',
              title: t('vacancy'),
              cell: (row) => `${row.post_title}, ${row.unit_path}`,
            },
            ...marks.map((mark) => ({
              key: mark.code,
              title: mark.code,
              numeric: true,
              cell: (row: (typeof rows)[number]) => {
                const found = row.marks.find((one) => one.code === mark.code);
                return found ? <Mark value={found.value} /> : '';
              },
            })),
            ...(ranked
              ? [
                  {
                    key: 'place',
                    title: t('place'),
                    numeric: true,
                    cell: (row: (typeof rows)[number]) => row.place ?? '',
                  },
                ]
              : []),
            { key: 'status', title: t('status'), cell: (row) => <strong>{row.status}</strong> },
          ]}
        />
      )}
      {rows.length > 0 && (
        <LoadMore
          shown={rows.length}
          more={list.hasNextPage}
          loading={list.isFetchingNextPage}
          onMore={() => list.fetchNextPage()}
        />
      )}
    </section>
  );
}

export function AnnouncementPage() {
  const t = useAnnouncementTexts();
  const stageName = useStageName();
  const { agency, round, id } = useParams({ strict: false }) as {
    agency: string;
    round: string;
    id: string;
  };
  const place = { agency, round, announcement: id };
  const query = useQuery({
    queryKey: ['announcements', place],
    queryFn: () =>
      ask(
        api.GET('/api/v1/agencies/{agency}/rounds/{round}/announcements/{announcement}', {
          params: { path: place },
        }),
      ),
  });
  const detail = query.data;
  return (
    <AppPage
      title={detail ? stageName(detail.stage) : t('loading')}
      lead={detail && `${detail.round_name}, ${detail.agency_name}`}
      motif
      crumbs={[{ label: t('resultsTitle'), to: '/hasil' }, { label: detail?.letter ?? '…' }]}
    >
      <ProblemSummary problem={query.error ? asProblem(query.error) : null} />
      {detail && (
        <>
          {detail.replaced_by ? (
            <VerdictBanner
              state="waiting"
              link={
                <Link
                  className="link"
                  to={`/pengumuman/${agency}/${round}/${detail.replaced_by}` as string}
                >
                  {t('toNewest')}
                </Link>
              }
            >
              {t('replaced')}
            </VerdictBanner>
          ) : (
            <VerdictBanner state="unchecked">
              {t('stands', { count: detail.row_count })}
            </VerdictBanner>
          )}
          <dl className="grid gap-3 sm:grid-cols-2">
            {detail.published_at && (
              <div>
                <dt className="text-sm text-muted">{t('published')}</dt>
                <dd>
                  <Instant at={detail.published_at} zone={detail.zone} />
                </dd>
              </div>
            )}
            <div>
              <dt className="text-sm text-muted">{t('letter')}</dt>
              <dd>{detail.letter}</dd>
            </div>
            {detail.objections_close_at && (
              <div>
                <dt className="text-sm text-muted">
                  {t(detail.door === 'national' ? 'objectionsSscasn' : 'objections')}
                </dt>
                <dd>
                  <Deadline closes={detail.objections_close_at} zone={detail.zone} />
                </dd>
              </div>
            )}
          </dl>
          {detail.reason && (
            <p className="max-w-prose">{t('because', { reason: detail.reason })}</p>
          )}
          <Numbers detail={detail} />
          <Rows place={place} detail={detail} />
          <Legend entries={detail.legend} />
          <section className="grid gap-1">
            <a
              className="link inline-flex min-h-11 items-center"
              href={`/api/v1/agencies/${agency}/rounds/${round}/announcements/${id}/rows.csv`}
              download
            >
              {t('csv')}
            </a>
            <p className="text-sm break-all text-muted">
              {t('hash')}: {detail.content_hash}
            </p>
            <Link
              className="link inline-flex min-h-11 items-center"
              to={`/pengumuman/${agency}/${round}` as string}
            >
              {t('allAnnouncements')}
            </Link>
          </section>
        </>
      )}
    </AppPage>
  );
}
