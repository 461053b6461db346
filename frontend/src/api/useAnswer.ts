/** One answer for a public page, kept by the app's cache; lighter than `useQuery`, which public pages cannot afford. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { asProblem, type Problem } from './problem';

const FRESH = 30_000;

type Found<T> = { key: string; data?: T; problem?: Problem };

/** Loads when `key` changes; an empty key loads nothing. The old answer goes as soon as the key does. */
export function useAnswer<T>(key: string, load: () => Promise<T>) {
  const cache = useQueryClient();
  const [found, setFound] = useState<Found<T> | null>(null);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what `load` asks for.
  useEffect(() => {
    if (!key) return;
    let left = false;
    const show = (answer: Found<T>) => left || setFound(answer);
    cache.fetchQuery({ queryKey: ['answer', key], queryFn: load, staleTime: FRESH }).then(
      (data) => show({ key, data }),
      (error) => show({ key, problem: asProblem(error) }),
    );
    return () => {
      left = true;
    };
  }, [key, attempt]);
  const current = found?.key === key ? found : undefined;
  const again = useCallback(() => {
    setFound(null);
    setAttempt((before) => before + 1);
  }, []);
  return { data: current?.data, problem: current?.problem, again };
}
