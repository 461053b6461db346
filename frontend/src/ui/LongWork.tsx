/** Work that takes a while: a bar with count, rate and the time that remains, or one that only moves. */
import { useShowTexts } from './showTexts';

export type LongWorkProps = {
  label: string;
  done: number;
  total: number;
  perMinute?: number;
};

export function LongWork({ label, done, total, perMinute }: LongWorkProps) {
  const t = useShowTexts();
  const left = perMinute && perMinute > 0 ? Math.ceil((total - done) / perMinute) : undefined;
  return (
    <div className="card grid gap-2 p-4">
      <p className="font-semibold">{label}</p>
      <progress
        aria-label={label}
        value={done}
        max={Math.max(total, 1)}
        className="h-2.5 w-full accent-brand"
      />
      <p className="figures flex flex-wrap gap-x-4 text-sm">
        <span>{t('progress', { done, total })}</span>
        {perMinute !== undefined && done < total && <span>{t('rate', { rate: perMinute })}</span>}
        {left !== undefined && left > 0 && <span>{t('left', { minutes: left })}</span>}
      </p>
      {done < total && <p className="text-sm text-muted">{t('leaveFine')}</p>}
    </div>
  );
}

/** Work that does not say how far it is. */
export function Working({ label }: { label: string }) {
  return (
    <div role="status" className="grid max-w-prose gap-2">
      <p>{label}</p>
      <progress aria-label={label} className="h-2.5 w-full accent-brand" />
    </div>
  );
}
