/** Keys and problems of a form, for pages that send something. */
import { useCallback, useRef, useState } from 'react';
import { asProblem, type Problem } from './problem';

/** One key for one form instance: kept when the same act is tried again, renewed once it succeeded. */
export function useIdempotencyKey() {
  const key = useRef<string>(undefined);
  key.current ??= crypto.randomUUID();
  return {
    current: () => key.current as string,
    renew: () => {
      key.current = crypto.randomUUID();
    },
  };
}

let failed = false;
/** Whether the act that ended last met a problem; the only one to tell, once the form itself has gone. */
export const lastActFailed = () => failed;

/** Runs an act and keeps the problem it met: `const ok = await run(() => ask(...))`. */
export function useProblem() {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [running, setRunning] = useState(false);
  const busy = useRef(false);

  const run = useCallback(async <T>(act: () => Promise<T>): Promise<T | undefined> => {
    // A second press while the first is on its way is the same wish, not a second one.
    if (busy.current) return undefined;
    busy.current = true;
    setRunning(true);
    setProblem(null);
    try {
      const done = await act();
      failed = false;
      return done;
    } catch (error) {
      failed = true;
      setProblem(asProblem(error));
      return undefined;
    } finally {
      busy.current = false;
      setRunning(false);
    }
  }, []);

  return { problem, running, run, show: setProblem };
}
