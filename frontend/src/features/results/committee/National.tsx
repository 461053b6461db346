/** Our recomputation beside the Panselnas result: the file comes in, the verdict, the differences and their causes. */
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask } from '../../../api/client';
import { useProblem } from '../../../api/hooks';
import type { components } from '../../../api/schema.gen';
import { usePermission } from '../../../api/session';
import { FileDrop } from '../../../ui/FileDrop';
import { Proof } from '../../../ui/figures';
import { Working } from '../../../ui/LongWork';
import { LoadMore } from '../../../ui/Page';
import { Trouble } from '../../../ui/Trouble';
import { VerdictBanner } from '../../../ui/Verdict';
import { uploadAnswer } from '../../applications/upload';
import { Differences } from './Differences';
import { type Run, type RunPlace, verdictOf } from './data';
import { Faults } from './parts';
import { useRunTexts } from './texts';

type Comparison = components['schemas']['Comparison'];
const MAX_BYTES = 20_000_000;

function useDifferences(place: RunPlace) {
  return useInfiniteQuery({
    queryKey: ['runs', place.agency, place.round, place.run, 'differences'],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/v1/agencies/{agency}/runs/{run}/differences', {
          params: {
            path: { agency: place.agency, run: place.run },
            query: { cursor: pageParam, limit: 100 },
          },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

function UploadResult({ place }: { place: RunPlace }) {
  const t = useRunTexts();
  const queries = useQueryClient();
  const { problem, run } = useProblem();
  const [progress, setProgress] = useState<number>();
  const [waiting, setWaiting] = useState(false);
  const [answer, setAnswer] = useState<{ status: number; data: Comparison }>();
  const send = (file: File) =>
    run(async () => {
      setAnswer(undefined);
      setProgress(0);
      try {
        const path = `/api/v1/agencies/${place.agency}/runs/${place.run}/national-result`;
        const found = await uploadAnswer<Comparison>(path, file, (percent, cut) => {
          setProgress(percent);
          setWaiting(cut);
        });
        setAnswer(found);
        await queries.invalidateQueries({ queryKey: ['runs', place.agency, place.round] });
      } finally {
        setProgress(undefined);
        setWaiting(false);
      }
    });
  return (
    <div className="grid gap-4">
      <Faults problem={problem} />
      <div className="max-w-prose">
        <FileDrop
          pointer="/file"
          label={t('nationalFile')}
          hint={t('nationalHint')}
          required
          accept=".xlsx,.csv,text/csv"
          kinds="XLSX, CSV"
          maxBytes={MAX_BYTES}
          progress={progress}
          waiting={waiting}
          onFile={send}
        />
      </div>
      {progress === 100 && <Working label={t('comparing')} />}
      {answer && (
        <p role="status">
          {answer.status === 200 && `${t('comparedBefore')} `}
          {t('compared', { count: answer.data.compared })}
        </p>
      )}
    </div>
  );
}

export function National({ place, run }: { place: RunPlace; run: Run }) {
  const t = useRunTexts();
  const mayMake = usePermission('run.make');
  const list = useDifferences(place);
  const items = list.data?.pages.flatMap((page) => page.items);
  const verdict = verdictOf(run.announceable.blocks, items);
  const found = items ?? [];
  const open = found.filter((one) => !one.cause).length;
  return (
    <section className="grid gap-4">
      <h2 className="text-xl">{t('nationalTitle')}</h2>
      <Trouble error={list.error} onRetry={list.refetch} />
      {verdict === 'none' && <VerdictBanner state="unchecked">{t('notCompared')}</VerdictBanner>}
      {verdict === 'same' && (
        <Proof label={t('inputsHash')} value={run.inputs_hash}>
          <p className="text-lg font-bold">{t('same')}</p>
          <p>{t('sameHow')}</p>
        </Proof>
      )}
      {(verdict === 'open' || verdict === 'explained') && (
        <VerdictBanner
          state={verdict === 'open' ? 'waiting' : 'unchecked'}
          link={
            <p>
              {t('differHow')} {list.hasNextPage && t('moreOpen')}
            </p>
          }
        >
          {t('differ', { count: found.length, open })}
          {verdict === 'explained' && ` ${t('allExplained')}`}
        </VerdictBanner>
      )}
      {mayMake && <UploadResult place={place} />}
      {found.length > 0 && (
        <>
          <Differences place={place} items={found} mayExplain={mayMake} />
          <LoadMore
            shown={found.length}
            more={list.hasNextPage}
            loading={list.isFetchingNextPage}
            onMore={() => list.fetchNextPage()}
          />
        </>
      )}
    </section>
  );
}
