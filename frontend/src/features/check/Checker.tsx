/** Choose files, recompute, read one sentence: the same on the site's page and in the single file. */
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { Examples } from './Examples';
import type { Example, LoadBundle } from './examples';
import { FileChooser } from './FileChooser';
import { add, type Chosen, jobOf } from './files';
import type { Answer } from './job';
import type { Run } from './run';
import { useCheckTexts } from './texts';

// What is drawn after a check comes while somebody chooses files: a check needs no line.
const ending = () => import('./Ending');
const Ending = lazy(() => ending().then((file) => ({ default: file.Ending })));

type Phase =
  | { name: 'choosing' }
  | { name: 'running'; done: number }
  | { name: 'ended'; answer: Answer }
  | { name: 'broken' };

/** Where somebody stands after each step; who cannot see the page hears of it by the focus. */
function useFocusOn(name: Phase['name']) {
  const place = useRef<HTMLDivElement>(null);
  const before = useRef(name);
  useEffect(() => {
    if (before.current !== name) {
      place.current?.focus({ preventScroll: true });
      place.current?.scrollIntoView?.({ block: 'start' });
    }
    before.current = name;
  }, [name]);
  return place;
}

type CheckerProps = {
  run: Run;
  loadBundle: LoadBundle;
  /** Opens a rule file in plain words, where there is such a page. */
  onRead?: (rules: File) => void;
};

export function Checker({ run, loadBundle, onRead }: CheckerProps) {
  const t = useCheckTexts();
  const [chosen, setChosen] = useState<Chosen[]>([]);
  const [through, setThrough] = useState('');
  const [example, setExample] = useState<Example | null>(null);
  const [phase, setPhase] = useState<Phase>({ name: 'choosing' });
  const place = useFocusOn(phase.name);
  const stop = useRef(() => {});
  useEffect(() => {
    ending().catch(() => {});
    return () => stop.current();
  }, []);

  const change = useCallback((next: Chosen[]) => {
    setChosen(next);
    setExample(null);
  }, []);
  const start = (files: Chosen[], stage: string) => {
    setPhase({ name: 'running', done: 0 });
    stop.current = run(jobOf(files, stage), (message) => {
      if ('answer' in message) setPhase({ name: 'ended', answer: message.answer });
      else if ('progress' in message) setPhase({ name: 'running', done: message.progress });
      else setPhase({ name: 'broken' });
    });
  };
  const cancel = () => {
    stop.current();
    setPhase({ name: 'choosing' });
    announce(t('cancelled'));
  };
  const back = () => setPhase({ name: 'choosing' });
  const other = () => {
    change([]);
    setThrough('');
    back();
  };
  const takeExample = (picked: Example, files: File[]) => {
    const next = add([], files);
    setChosen(next);
    setExample(picked);
    setThrough('');
    start(next, '');
  };

  return (
    <div ref={place} tabIndex={-1} className="grid grid-cols-[minmax(0,1fr)] gap-8 outline-none">
      {phase.name === 'running' && <Running done={phase.done} onCancel={cancel} />}
      {phase.name === 'broken' && <Broken onAgain={() => start(chosen, through)} onBack={back} />}
      {phase.name === 'ended' && (
        <Suspense>
          <Ending
            answer={phase.answer}
            chosen={chosen}
            through={through !== ''}
            changed={example?.change !== undefined}
            onBack={back}
            onOther={other}
          />
        </Suspense>
      )}
      {phase.name === 'choosing' && <Pledge />}
      {phase.name !== 'running' && <Examples load={loadBundle} onFiles={takeExample} />}
      {phase.name === 'choosing' && (
        <FileChooser
          chosen={chosen}
          through={through}
          onThrough={setThrough}
          onChange={change}
          onStart={() => start(chosen, through)}
          onRead={onRead}
        />
      )}
    </div>
  );
}

function Pledge() {
  const t = useCheckTexts();
  return (
    <div className="flex max-w-prose items-start gap-3">
      <Icon name="info" className="mt-0.5 size-6 text-brand" />
      <p>
        <strong>{t('stays')}</strong> {t('origin')}
      </p>
    </div>
  );
}

function Running({ done, onCancel }: { done: number; onCancel: () => void }) {
  const t = useCheckTexts();
  const percent = Math.floor(done * 100);
  return (
    <section className="card grid gap-3 p-4 sm:p-6">
      <h2 className="text-lg" role="status">
        {t('running')}
      </h2>
      <progress aria-label={t('running')} value={done} max={1} className="h-2.5 w-full" />
      <p className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <span className="figures text-sm">{t('percent', { percent })}</span>
        <span className="text-sm text-muted">
          {t('stays')} {t('runningHow')}
        </span>
      </p>
      <Button className="justify-self-start" onClick={onCancel}>
        {t('cancel')}
      </Button>
    </section>
  );
}

function Broken({ onAgain, onBack }: { onAgain: () => void; onBack: () => void }) {
  const t = useCheckTexts();
  return (
    <section role="alert" className="grid gap-3 rounded-md border-2 border-unmet bg-unmet-soft p-4">
      <p className="flex gap-3 text-lg font-bold">
        <Icon name="warning" className="mt-0.5 size-6" />
        {t('broken')}
      </p>
      <p className="max-w-prose">{t('brokenHow')}</p>
      <div className="flex flex-wrap gap-3">
        <Button kind="primary" onClick={onAgain}>
          {t('again')}
        </Button>
        <Button onClick={onBack}>{t('back')}</Button>
      </div>
    </section>
  );
}
