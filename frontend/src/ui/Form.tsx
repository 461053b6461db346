/** A form that knows its problem: the summary stands on top, each field shows its part; checks are ours, in our words. */
import type { ReactNode } from 'react';
import type { Problem } from '../api/problem';
import { FormProblem } from './Field';
import { ProblemSummary } from './ProblemSummary';

export { ProblemSummary };

export function Form({
  problem,
  onSubmit,
  children,
  label,
}: {
  problem: Problem | null;
  onSubmit: () => void;
  children: ReactNode;
  label?: string;
}) {
  return (
    <FormProblem value={problem}>
      <form
        noValidate
        aria-label={label}
        className="grid max-w-prose gap-6"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <ProblemSummary problem={problem} />
        {children}
      </form>
    </FormProblem>
  );
}
