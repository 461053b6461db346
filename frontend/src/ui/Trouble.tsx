/** What could not be loaded, in words, with the way to ask again. */
import { type ReactNode, useMemo } from 'react';
import { asProblem, type Problem } from '../api/problem';
import { Button } from './Button';
import { ProblemSummary } from './ProblemSummary';
import { useUiTexts } from './texts';

type Asked =
  | { error: Error | null; refetch: () => unknown }
  | { problem?: Problem; again: () => unknown };

/** For a page that asks several things: the first that failed, and all that failed asked again. */
export function failedOf(asked: Asked[]) {
  const trouble = (one: Asked) => ('again' in one ? one.problem : one.error);
  const failed = asked.filter(trouble);
  const onRetry = () => {
    for (const one of failed) 'again' in one ? one.again() : one.refetch();
  };
  return { error: failed[0] && trouble(failed[0]), onRetry };
}

export function Trouble({
  error,
  onRetry,
  part = false,
  children,
}: {
  /** As `useQuery` or `useAnswer` give it; nothing stands here without one. */
  error: Error | Problem | null | undefined;
  onRetry: () => unknown;
  /** A part that a page can do without: its failure does not move the reader there. */
  part?: boolean;
  /** Further ways on, beside the button. */
  children?: ReactNode;
}) {
  const t = useUiTexts();
  // The same problem for the same error, or each drawing would take the focus anew.
  const problem = useMemo(() => (error instanceof Error ? asProblem(error) : error), [error]);
  if (!problem) return null;
  return (
    <div className="grid max-w-prose justify-items-start gap-4">
      <ProblemSummary problem={problem} focus={!part} />
      <div className="flex flex-wrap gap-3">
        <Button onClick={() => onRetry()}>{t('tryAgain')}</Button>
        {children}
      </div>
    </div>
  );
}
