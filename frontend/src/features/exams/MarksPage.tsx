/** `/petugas/nilai`: how far each stage is covered, the way in for a sheet, and all sheets so far. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { api, ask } from '../../api/client';
import { usePermission } from '../../api/session';
import { AppPage } from '../../app/AppPage';
import { formatMark } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { DataTable } from '../../ui/DataTable';
import { Instant } from '../../ui/figures';
import { EmptyState, LoadMore } from '../../ui/Page';
import { Trouble } from '../../ui/Trouble';
import { Verdict } from '../../ui/Verdict';
import { RoundChoice } from '../verification/ChoicePages';
import { type Place, type Sheet, SheetState, type Stage, useNames, useStages } from './parts';
import { useMarkTexts } from './texts';
import { UploadSheet } from './UploadSheet';

export function ChooseMarks() {
  const t = useMarkTexts();
  return (
    <RoundChoice title={t('chooseTitle')} permission="run.see" base="/petugas/nilai" archive />
  );
}

function StageCard({ stage, waiting }: { stage: Stage; waiting: number }) {
  const t = useMarkTexts();
  const language = useLanguage();
  const counts = stage.components.map((one) => one.covered);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return (
    <section className="grid gap-3 border-l-4 border-line pl-4">
      <h3 className="text-lg font-bold">{language === 'id' ? stage.name_id : stage.name_en}</h3>
      <p className="flex flex-wrap gap-2">
        {most === 0 ? (
          <Verdict state="unchecked">{t('stageEmpty')}</Verdict>
        ) : least === most ? (
          <Verdict state="met">{t('stageCovered', { count: most })}</Verdict>
        ) : (
          <Verdict state="waiting">{t('stagePartly')}</Verdict>
        )}
        {waiting > 0 && <Verdict state="waiting">{t('stageWaiting', { count: waiting })}</Verdict>}
      </p>
      <DataTable
        caption={t('component')}
        rows={stage.components}
        rowKey={(row) => row.code}
        columns={[
          {
            key: 'name',
            title: t('component'),
            heading: true,
            cell: (row) => `${language === 'id' ? row.name_id : row.name_en} (${row.code})`,
          },
          {
            key: 'maximum',
            title: t('maximum'),
            numeric: true,
            cell: (row) => formatMark(row.maximum, language),
          },
          { key: 'decimals', title: t('decimals'), numeric: true, cell: (row) => row.decimals },
          {
            key: 'step',
            title: t('multipleOf'),
            numeric: true,
            cell: (row) => (row.multiple_of ? formatMark(row.multiple_of, language) : '–'),
          },
          { key: 'covered', title: t('covered'), numeric: true, cell: (row) => row.covered },
        ]}
      />
    </section>
  );
}

function History({ place, sheets }: { place: Place; sheets: Sheet[] }) {
  const t = useMarkTexts();
  const name = useNames(place);
  return (
    <DataTable
      caption={t('historyTitle')}
      rows={sheets}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'when',
          title: t('when'),
          heading: true,
          cell: (row) => (
            <Link
              className="link inline-flex min-h-11 items-center"
              to={`/petugas/nilai/${place.agency}/${place.round}/${row.id}` as string}
            >
              <Instant at={row.uploaded_at} />
            </Link>
          ),
        },
        { key: 'stage', title: t('stage'), cell: (row) => name(row.stage) },
        {
          key: 'components',
          title: t('component'),
          cell: (row) => row.components.map(name).join(', '),
        },
        { key: 'rows', title: t('rows'), numeric: true, cell: (row) => row.row_count },
        { key: 'state', title: t('state'), cell: (row) => <SheetState state={row.state} /> },
      ]}
    />
  );
}

export function MarksPage() {
  const t = useMarkTexts();
  const place = useParams({ strict: false }) as Place;
  const mayImport = usePermission('marks.import');
  const stages = useStages(place);
  const list = useInfiniteQuery({
    queryKey: ['mark-sheets', place.agency, place.round],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/v1/agencies/{agency}/rounds/{round}/marks', {
          params: { path: place, query: { cursor: pageParam, limit: 50 } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const sheets = list.data?.pages.flatMap((page) => page.items) ?? [];
  const waiting = (stage: string) =>
    sheets.filter((sheet) => sheet.stage === stage && sheet.state === 'checked').length;
  return (
    <AppPage
      title={t('chooseTitle')}
      lead={t('lead')}
      crumbs={[{ label: t('back'), to: '/petugas/nilai' }, { label: t('stagesTitle') }]}
    >
      {stages.isPending && <p role="status">{t('loading')}</p>}
      <Trouble error={stages.error} onRetry={stages.refetch} />
      {stages.data?.length === 0 && (
        <EmptyState title={t('noStages')}>{t('noStagesHow')}</EmptyState>
      )}
      {stages.data && stages.data.length > 0 && (
        <section className="grid gap-6">
          <h2 className="text-xl">{t('stagesTitle')}</h2>
          {stages.data.map((stage) => (
            <StageCard key={stage.code} stage={stage} waiting={waiting(stage.code)} />
          ))}
        </section>
      )}
      {mayImport && stages.data && stages.data.length > 0 && (
        <UploadSheet place={place} stages={stages.data} />
      )}
      <Trouble error={list.error} onRetry={list.refetch} />
      {list.data && sheets.length === 0 && (
        <EmptyState title={t('historyNone')}>{t('historyNoneHow')}</EmptyState>
      )}
      {sheets.length > 0 && (
        <section className="grid gap-4">
          <History place={place} sheets={sheets} />
          <LoadMore
            shown={sheets.length}
            more={list.hasNextPage}
            loading={list.isFetchingNextPage}
            onMore={() => list.fetchNextPage()}
          />
          {sheets.some((sheet) => sheet.state === 'approved') && (
            <Link
              className="link inline-flex min-h-11 items-center font-semibold"
              to={`/petugas/perhitungan/${place.agency}/${place.round}` as string}
            >
              {t('toRuns')}
            </Link>
          )}
        </section>
      )}
    </AppPage>
  );
}
