/** What went wrong, in words, with links to the fields. */
import { useEffect, useRef } from 'react';
import type { Problem } from '../api/problem';
import { useUiTexts } from './texts';

/** '/education/code' → 'field-education-code'; the summary links to it. */
export const fieldId = (pointer: string) => `field${pointer.replace(/[^A-Za-z0-9]+/g, '-')}`;

/** Says what is wrong, links to the fields, and takes the focus when it appears unless told not to. */
export function ProblemSummary({
  problem,
  focus = true,
}: {
  problem: Problem | null;
  focus?: boolean;
}) {
  const t = useUiTexts();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problem && focus) box.current?.focus();
  }, [problem, focus]);
  if (!problem) return null;
  return (
    <div
      ref={box}
      tabIndex={-1}
      role="alert"
      className="grid gap-2 rounded-md border-2 border-unmet bg-unmet-soft p-4 outline-none"
    >
      <p className="text-lg font-bold">{problem.title}</p>
      {problem.detail && <p className="max-w-prose">{problem.detail}</p>}
      {problem.errors.length > 0 && (
        <>
          <p>{t('problemFields', { count: problem.errors.length })}:</p>
          <ul className="grid list-disc gap-1 pl-5">
            {problem.errors.map((error) => (
              <li key={`${error.pointer} ${error.code}`}>
                <a
                  className="link font-semibold"
                  href={`#${fieldId(error.pointer)}`}
                  onClick={(event) => {
                    event.preventDefault();
                    document.getElementById(fieldId(error.pointer))?.focus();
                  }}
                >
                  {error.message}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      {problem.trace_id && (
        <p className="text-sm break-all text-muted">
          {/* A problem's own address leads to its place on the page of messages; a new tab, so that no form is left. */}
          <a
            className="link inline-block py-2"
            href={`/problems/${problem.code}`}
            target="_blank"
            rel="noopener"
          >
            {t('problemMeaning')}
          </a>
          <span className="block">
            {t('traceId')}: {problem.trace_id}
          </span>
        </p>
      )}
    </div>
  );
}
