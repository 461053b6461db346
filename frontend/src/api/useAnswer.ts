/** One answer, or the pages of a list, for a public page; see `answers.ts` for why these do not use `useQuery`. */
import { useCallback, useEffect, useState } from 'react';
import { onLineBack } from '../offline/line';
import { answerTo, forgetAnswer, writtenAnswer } from './answers';
import { asProblem, type Problem } from './problem';

type Found<T> = { key: string; data?: T; problem?: Problem };

/** Loads when `key` changes; an empty key loads nothing. The old answer goes as soon as the key does. */
export function useAnswer<T>(key: string, load: () => Promise<T>) {
  const [found, setFound] = useState<Found<T> | null>(() => {
    const data = writtenAnswer<T>(key);
    return data === undefined ? null : { key, data };
  });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what `load` asks for.
  useEffect(() => {
    if (!key) return;
    let left = false;
    const show = (answer: Found<T>) => left || setFound(answer);
    answerTo(key, load).then(
      (data) => show({ key, data }),
      (error) => show({ key, problem: asProblem(error) }),
    );
    return () => {
      left = true;
    };
  }, [key, attempt]);
  const current = found?.key === key ? found : undefined;
  const again = useCallback(() => {
    forgetAnswer(key);
    setFound((before) => (before?.data === undefined ? null : before));
    setAttempt((before) => before + 1);
  }, [key]);
  useEffect(() => onLineBack(again), [again]);
  return { data: current?.data, problem: current?.problem, again };
}

type Listed<Item> = { items: Item[]; next?: string | null };

/** A list that comes in pages: the first by itself, each further one when asked for. */
export function useAnswerPages<Item, Page extends Listed<Item> = Listed<Item>>(
  key: string,
  load: (cursor: string | undefined) => Promise<Page & Listed<Item>>,
) {
  const first = useAnswer(key, () => load(undefined));
  const [further, setFurther] = useState<Listed<Item> | null>(null);
  const [loading, setLoading] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new first page drops what followed the old one.
  useEffect(() => setFurther(null), [first.data]);
  const next = further ? further.next : first.data?.next;

  const onMore = async () => {
    setLoading(true);
    setProblem(undefined);
    try {
      const page = await load(next ?? undefined);
      setFurther((before) => ({
        items: [...(before?.items ?? []), ...page.items],
        next: page.next,
      }));
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setLoading(false);
    }
  };
  const items = [...(first.data?.items ?? []), ...(further?.items ?? [])];
  return {
    first,
    items,
    /** Trouble with a further page; that of the first one is `first.problem`. */
    problem,
    /** For `LoadMore`. */
    paging: { shown: items.length, more: !!next, loading, onMore },
  };
}
