/** The live verdict of a published result: this device recomputes it, and one sentence says how that ended. */
import { useEffect, useRef, useState } from 'react';
import { formatBytes } from '../../../i18n/format';
import { useLanguage } from '../../../i18n/language';
import { Button } from '../../../ui/Button';
import { Icon } from '../../../ui/Icon';
import type { Checked } from './findings';
import type { Job, Step } from './recheck';
import { VerdictEnding } from './VerdictEnding';
import { useVerdictTexts } from './verdictTexts';
import type { Message } from './worker';

type Phase =
  | { name: 'asking' }
  | { name: 'running'; step: Step; done: number }
  | { name: 'ended'; checked: Checked }
  | { name: 'absent' }
  | { name: 'broken'; why: 'line' | 'program' };

/** More than this nobody downloads unasked. */
const MOST_BYTES = 5_000_000;
/** The files travel compressed: sheets and traces to about a fifth. */
const COMPRESSED = 5;

type Connection = { saveData?: boolean; effectiveType?: string };

function isSparing(): boolean {
  const { connection } = navigator as { connection?: Connection };
  return connection?.saveData === true || /2g|3g/.test(connection?.effectiveType ?? '');
}

function useRecheck(job: Job, bytes: number) {
  const waits = bytes > MOST_BYTES || isSparing();
  const [phase, setPhase] = useState<Phase>(
    waits ? { name: 'asking' } : { name: 'running', step: 'fetching', done: 0 },
  );
  const stop = useRef(() => {});
  const start = () => {
    stop.current();
    setPhase({ name: 'running', step: 'fetching', done: 0 });
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    stop.current = () => worker.terminate();
    worker.onerror = () => setPhase({ name: 'broken', why: 'program' });
    worker.onmessage = ({ data }: MessageEvent<Message>) => {
      if ('step' in data) setPhase({ name: 'running', ...data });
      else {
        worker.terminate();
        if ('checked' in data) setPhase({ name: 'ended', checked: data.checked });
        else if ('absent' in data) setPhase({ name: 'absent' });
        else setPhase({ name: 'broken', why: data.broken });
      }
    };
    worker.postMessage(job);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: one announcement is weighed once.
  useEffect(() => {
    if (!waits) start();
    return () => stop.current();
  }, [job.base]);
  return { phase, start };
}

export type ResultVerdictProps = {
  agency: string;
  round: string;
  announcement: string;
  /** Of the list of files, as the announcement tells it. */
  hash: string;
  files: { size: number }[];
};

export function ResultVerdict({ agency, round, announcement, hash, files }: ResultVerdictProps) {
  const t = useVerdictTexts();
  const folder = `/api/v1/agencies/${agency}/rounds/${round}/announcements/${announcement}/bundle`;
  const zip = `${folder}.zip`;
  const bytes = files.reduce((sum, { size }) => sum + size, 0) / COMPRESSED;
  const job: Job = { base: `${folder}/`, policy: `/ledger/${agency}/policy`, announced: hash };
  const { phase, start } = useRecheck(job, bytes);
  if (phase.name === 'absent') return <p className="text-muted">{t('absent')}</p>;
  return (
    <section
      aria-label={t('label')}
      className="grid min-h-64 grid-cols-[minmax(0,1fr)] content-start gap-4 sm:min-h-48"
    >
      {phase.name === 'asking' && <Asking bytes={bytes} onStart={start} />}
      {phase.name === 'running' && <Running step={phase.step} done={phase.done} />}
      {phase.name === 'broken' && <Broken why={phase.why} onAgain={start} />}
      {phase.name === 'ended' && <VerdictEnding checked={phase.checked} zip={zip} />}
    </section>
  );
}

function Asking({ bytes, onStart }: { bytes: number; onStart: () => void }) {
  const t = useVerdictTexts();
  const language = useLanguage();
  return (
    <div className="grid justify-items-start gap-3 rounded-md border-2 border-edge bg-surface p-4 sm:p-5">
      <p className="max-w-prose text-lg font-semibold">
        {t('ask', { size: formatBytes(bytes, language) })}
      </p>
      <p className="max-w-prose">{t('askHow')}</p>
      <Button onClick={onStart}>{t('start')}</Button>
    </div>
  );
}

function Running({ step, done }: { step: Step; done: number }) {
  const t = useVerdictTexts();
  return (
    <div className="grid gap-2 rounded-md border-2 border-edge bg-surface p-4 sm:p-5">
      <p className="font-semibold" role="status">
        {t(step)}
      </p>
      <progress aria-label={t(step)} value={done} max={1} className="h-2.5 w-full" />
      <p className="flex flex-wrap justify-between gap-x-6 text-sm">
        <span className="figures">{t('percent', { percent: Math.floor(done * 100) })}</span>
        <span className="text-muted">{t('runningHow')}</span>
      </p>
    </div>
  );
}

function Broken({ why, onAgain }: { why: 'line' | 'program'; onAgain: () => void }) {
  const t = useVerdictTexts();
  return (
    <div className="grid justify-items-start gap-3 rounded-md border-2 border-waiting bg-waiting-soft p-4 sm:p-5">
      <p role="alert" className="flex max-w-prose gap-3 font-semibold text-waiting">
        <Icon name="warning" className="mt-0.5 size-6" />
        {t(why === 'line' ? 'brokenLine' : 'brokenProgram')}
      </p>
      <Button onClick={onAgain}>{t('again')}</Button>
    </div>
  );
}
