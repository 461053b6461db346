/** Where am I, what happened, what next, by when; the same for an application, an objection or a seat. */
import type { ReactNode } from 'react';
import { Icon } from './Icon';
import { useShowTexts } from './showTexts';

export type StatusLineProps = {
  /** What the line is about, where several stand on one page. */
  about?: string;
  /** Names of the stages in order. */
  steps: string[];
  /** Index of the stage that runs now; `steps.length` when all are done. */
  current: number;
  happened: ReactNode;
  next: ReactNode;
  by?: ReactNode;
};

export function StatusLine({ about, steps, current, happened, next, by }: StatusLineProps) {
  const t = useShowTexts();
  return (
    <section
      className="card grid gap-4 p-4 sm:p-6"
      aria-label={about ? `${t('where')}: ${about}` : t('where')}
    >
      <ol className="grid gap-2 md:auto-cols-fr md:grid-flow-col md:gap-0">
        {steps.map((step, index) => {
          const done = index < current;
          const now = index === current;
          return (
            <li
              key={step}
              aria-current={now ? 'step' : undefined}
              className="flex items-center gap-3 md:grid md:gap-2 md:pr-3"
            >
              <span className="flex items-center md:w-full">
                <span
                  className={`grid size-6 shrink-0 place-items-center rounded-full border-2 ${done ? 'border-brand bg-brand text-on-brand' : now ? 'border-brand text-brand' : 'border-line text-muted'}`}
                >
                  {done ? (
                    <Icon name="check" className="size-3.5" />
                  ) : (
                    <span className={`size-2 rounded-full ${now ? 'bg-brand' : 'bg-line'}`} />
                  )}
                </span>
                <span
                  className={`ml-2 hidden h-0.5 grow md:block ${index === steps.length - 1 ? 'invisible' : ''} ${done ? 'bg-brand' : 'bg-line'}`}
                />
              </span>
              <span className={`text-sm leading-snug ${now ? 'font-bold' : 'text-muted'}`}>
                {step}
              </span>
            </li>
          );
        })}
      </ol>
      <dl className="grid gap-4 border-t border-line pt-4 md:grid-cols-3">
        {(
          [
            ['happened', happened],
            ['next', next],
            ['by', by],
          ] as const
        )
          .filter(([, value]) => value)
          .map(([key, value]) => (
            <div key={key}>
              <dt className="text-sm text-muted">{t(key)}</dt>
              <dd className={key === 'next' ? 'font-semibold' : ''}>{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}
