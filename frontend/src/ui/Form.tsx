/** A form that knows its problem and keeps what was typed: the summary stands on top, each field shows its part. */
import { type ReactNode, useRef } from 'react';
import type { Problem } from '../api/problem';
import { formatDateTime } from '../i18n/format';
import { useLanguage } from '../i18n/language';
import { FormProblem } from './Field';
import { useFormTexts } from './formTexts';
import { ProblemSummary } from './ProblemSummary';
import { useTyped } from './useTyped';

export { ProblemSummary };

export function Form({
  problem,
  onSubmit,
  children,
  label,
  keep = true,
}: {
  problem: Problem | null;
  /** A promise that is given back tells when the act is done; what was typed is kept until then. */
  onSubmit: () => unknown;
  children: ReactNode;
  /** Also tells several forms of one page apart. */
  label?: string;
  /** False for a search, and for a form that keeps its own draft. */
  keep?: boolean;
}) {
  const t = useFormTexts();
  const language = useLanguage();
  const form = useRef<HTMLFormElement>(null);
  const name = keep ? `form ${location.pathname} ${label ?? ''}` : '';
  const typed = useTyped(form, name, problem);
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
        {typed.since !== null && (
          <p role="status" className="rounded-md bg-surface px-4 py-2">
            {t('typedBack', {
              time: formatDateTime(
                new Date(typed.since).toISOString(),
                language,
                Intl.DateTimeFormat().resolvedOptions().timeZone,
              ),
            })}{' '}
            <button
              type="button"
              className="link min-h-11 cursor-pointer"
              onClick={typed.startAnew}
            >
              {t('typedAnew')}
            </button>
          </p>
        )}
        {children}
      </form>
    </FormProblem>
  );
}
