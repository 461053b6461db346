/** A form that knows its problem and keeps what was typed: the summary stands on top, each field shows its part. */
import { type ReactNode, useRef } from 'react';
import type { Problem } from '../api/problem';
import { FormProblem } from './Field';
import { ProblemSummary } from './ProblemSummary';
import { type Given, TypedBack } from './TypedBack';
import { drawerOf, type Own, useTyped } from './useTyped';

export { ProblemSummary };

export function Form({
  problem,
  onSubmit,
  children,
  label,
  name,
  keep = true,
  kept,
}: {
  problem: Problem | null;
  /** A promise that is given back tells when the act is done; what was typed is kept until then. */
  onSubmit: () => unknown;
  children: ReactNode;
  label?: string;
  /** Tells several forms of one page apart, in every language. */
  name?: string;
  /** False for a search, and for a form that keeps its own draft. */
  keep?: boolean;
  /** The page's own object (`useKept`), which is then kept instead of each control by itself. */
  kept?: Own & Given;
}) {
  const form = useRef<HTMLFormElement>(null);
  const typed = useTyped(form, keep && !kept ? drawerOf(name) : '', problem, kept);
  return (
    <FormProblem value={problem}>
      <form
        ref={form}
        noValidate
        aria-label={label}
        className="grid max-w-prose gap-6"
        onInput={typed.onInput}
        onSubmit={(event) => {
          event.preventDefault();
          void typed.onSent(onSubmit());
        }}
      >
        <ProblemSummary problem={problem} />
        <TypedBack kept={kept ?? typed} />
        {children}
      </form>
    </FormProblem>
  );
}
