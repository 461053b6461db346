/** Verdicts: never by colour alone, never green before the check has run. */
import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon';
import { useShowTexts } from './showTexts';

export type VerdictState = 'met' | 'unmet' | 'waiting' | 'person' | 'unchecked';

const LOOK: Record<VerdictState, { icon: IconName; colours: string; border: string }> = {
  met: { icon: 'check', colours: 'bg-met-soft text-met', border: 'border-met' },
  unmet: { icon: 'cross', colours: 'bg-unmet-soft text-unmet', border: 'border-unmet' },
  waiting: { icon: 'clock', colours: 'bg-waiting-soft text-waiting', border: 'border-waiting' },
  person: { icon: 'person', colours: 'bg-surface text-ink', border: 'border-edge' },
  unchecked: { icon: 'empty', colours: 'bg-surface text-muted', border: 'border-edge' },
};

/** Icon and word in one small label. `children` replaces the word, for official codes such as MS. */
export function Verdict({ state, children }: { state: VerdictState; children?: ReactNode }) {
  const t = useShowTexts();
  const { icon, colours } = LOOK[state];
  return (
    <span
      className={`inline-flex items-center gap-1.5 rounded-sm px-2 py-0.5 text-sm font-semibold ${colours}`}
    >
      <Icon name={icon} className="size-4" />
      {children ?? t(state)}
    </span>
  );
}

/** One sentence, one icon, one link. */
export function VerdictBanner({
  state,
  children,
  link,
}: {
  state: VerdictState;
  children: ReactNode;
  link?: ReactNode;
}) {
  const { icon, colours, border } = LOOK[state];
  return (
    <div
      role="status"
      className={`flex items-start gap-3 rounded-md border-l-4 p-4 ${colours} ${border}`}
    >
      <Icon name={icon} className="mt-0.5 size-6" />
      <div className="grid max-w-prose gap-1">
        <p className="text-lg font-semibold">{children}</p>
        {link}
      </div>
    </div>
  );
}
