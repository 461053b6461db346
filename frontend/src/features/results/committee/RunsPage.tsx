/** `/petugas/perhitungan`: the runs of a selection, and a new one. */
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ask, idempotencyKey } from '../../../api/client';
import { useIdempotencyKey, useProblem } from '../../../api/hooks';
import { usePermission } from '../../../api/session';
import { AppPage } from '../../../app/AppPage';
import { useLanguage } from '../../../i18n/language';
import { announce } from '../../../ui/announce';
import { Button } from '../../../ui/Button';
import { DataTable } from '../../../ui/DataTable';
import { Form } from '../../../ui/Form';
import { Instant } from '../../../ui/figures';
import { Select } from '../../../ui/inputs';
import { Working } from '../../../ui/LongWork';
import { EmptyState, LoadMore } from '../../../ui/Page';
import { Trouble } from '../../../ui/Trouble';
import { Verdict } from '../../../ui/Verdict';
import { type Place, type Stage, useStages } from '../../exams/parts';
import { RoundChoice } from '../../verification/ChoicePages';
import { basePath, type Run } from './data';
import { Faults, shortHash, useNames, useRunName } from './parts';
import { useRunTexts } from './texts';

export function ChooseRuns() {
  const t = useRunTexts();
  return (
    <RoundChoice title={t('title')} permission="run.see" base="/petugas/perhitungan" archive />
  );
}

function MakeRun({ place, stages }: { place: Place; stages: Stage[] }) {
  const t = useRunTexts();
  const language = useLanguage();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const key = useIdempotencyKey();
  const { problem, running, run } = useProblem();
  const [stage, setStage] = useState(stages.length === 1 ? (stages[0]?.code ?? '') : '');
  const make = () =>
    run(async () => {
      const made = await ask(
        api.POST('/api/v1/agencies/{agency}/rounds/{round}/runs', {
          params: { path: place, header: { 'Idempotency-Key': key.current() } },
          headers: idempotencyKey(key.current()),
          body: { stage },
        }),
      ).finally(key.renew);
      announce(t('made'));
      await queries.invalidateQueries({ queryKey: ['runs', place.agency, place.round] });
      await navigate({ to: `${basePath(place)}/${made.id}` });
    });
  return (
    <section className="grid gap-4">
      <h2 className="text-xl">{t('makeTitle')}</h2>
      <Faults problem={problem && problem.code !== 'bad_input' ? problem : null} />
      <Form problem={problem?.code === 'bad_input' ? problem : null} onSubmit={make}>
        <Select
          pointer="/stage"
          label={t('makeStage')}
          hint={t('makeHint')}
          required
          value={stage}
          onChange={setStage}
          options={stages.map((one) => ({
            value: one.code,
            label: language === 'id' ? one.name_id : one.name_en,
          }))}
        />
        <div>
          <Button type="submit" kind="primary" busy={running}>
            {t('make')}
          </Button>
        </div>
        {running && <Working label={t('making')} />}
      </Form>
    </section>
  );
}

function RunList({ place, runs }: { place: Place; runs: Run[] }) {
  const t = useRunTexts();
  const name = useNames(place);
  const runName = useRunName();
  return (
    <DataTable
      caption={t('listTitle')}
      rows={runs}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'run',
          title: t('title'),
          heading: true,
          cell: (row) => (
            <Link
              className="link inline-flex min-h-11 items-center"
              to={`${basePath(place)}/${row.id}` as string}
            >
              {runName(row, name)}
            </Link>
          ),
        },
        {
          key: 'state',
          title: t('state'),
          cell: (row) => (
            <Verdict state={row.announceable.allowed ? 'met' : 'waiting'}>
              {t(row.announceable.allowed ? 'stateReady' : 'stateNotYet')}
            </Verdict>
          ),
        },
        {
          key: 'people',
          title: t('participants'),
          numeric: true,
          cell: (row) => row.participant_count,
        },
        { key: 'made', title: t('madeAt'), cell: (row) => <Instant at={row.made_at} /> },
        {
          key: 'rules',
          title: t('rulesHash'),
          cell: (row) => <span className="figures">{shortHash(row.rules_hash)}</span>,
        },
        {
          key: 'inputs',
          title: t('inputsHash'),
          cell: (row) => <span className="figures">{shortHash(row.inputs_hash)}</span>,
        },
      ]}
    />
  );
}

export function RunsPage() {
  const t = useRunTexts();
  const place = useParams({ strict: false }) as Place;
  const mayMake = usePermission('run.make');
  const stages = useStages(place);
  const list = useInfiniteQuery({
    queryKey: ['runs', place.agency, place.round, 'pages'],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/v1/agencies/{agency}/rounds/{round}/runs', {
          params: { path: place, query: { cursor: pageParam, limit: 20 } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const runs = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <AppPage
      title={t('title')}
      lead={t('lead')}
      crumbs={[{ label: t('title'), to: '/petugas/perhitungan' }, { label: t('listTitle') }]}
    >
      {(list.isPending || stages.isPending) && <p role="status">{t('loading')}</p>}
      <Trouble error={list.error} onRetry={list.refetch} />
      <Trouble error={stages.error} onRetry={stages.refetch} />
      {list.data && runs.length === 0 && (
        <EmptyState
          title={t('noRuns')}
          act={
            <Link
              className="link inline-flex min-h-11 items-center"
              to={`/petugas/nilai/${place.agency}/${place.round}` as string}
            >
              {t('toMarks')}
            </Link>
          }
        >
          {t('noRunsHow')}
        </EmptyState>
      )}
      {runs.length > 0 && (
        <section className="grid gap-4">
          <RunList place={place} runs={runs} />
          <LoadMore
            shown={runs.length}
            more={list.hasNextPage}
            loading={list.isFetchingNextPage}
            onMore={() => list.fetchNextPage()}
          />
        </section>
      )}
      {mayMake && stages.data && stages.data.length > 0 && (
        <MakeRun place={place} stages={stages.data} />
      )}
    </AppPage>
  );
}
