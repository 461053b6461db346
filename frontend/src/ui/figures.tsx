/** Figures that people rely on: instants, deadlines, money, marks, and proof. */
import { type ReactNode, useEffect, useState } from 'react';
import { formatClosing, formatDateTime, formatMark, formatMoney, remaining } from '../i18n/format';
import { useLanguage } from '../i18n/language';
import { announce } from './announce';
import { useFigureTexts } from './figureTexts';
import { Icon } from './Icon';

export function Instant({ at, zone }: { at: string; zone?: string }) {
  const language = useLanguage();
  return <time dateTime={at}>{formatDateTime(at, language, zone)}</time>;
}

function useNow(everyMs: number): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** The end of a window, by date and zone, with the time that is left. */
export function Deadline({ closes, zone, now }: { closes: string; zone?: string; now?: Date }) {
  const t = useFigureTexts();
  const language = useLanguage();
  const ticking = useNow(30_000);
  const rest = remaining(closes, now ?? ticking);
  const words = !rest
    ? t('closed')
    : rest.days > 0
      ? t('leftDays', rest)
      : rest.hours > 0
        ? t('leftHours', rest)
        : t('leftMinutes', rest);
  return (
    <span>
      <time dateTime={closes} className="font-semibold">
        {formatClosing(closes, language, zone)}
      </time>{' '}
      <span
        className={`whitespace-nowrap ${rest && rest.days < 1 ? 'font-semibold text-waiting' : 'text-muted'}`}
      >
        ({words})
      </span>
    </span>
  );
}

export function Money({ rupiah }: { rupiah: number | bigint }) {
  return <span className="figures whitespace-nowrap">{formatMoney(rupiah, useLanguage())}</span>;
}

/** A mark as the decimal text that the API gives. */
export function Mark({ value }: { value: string }) {
  return <span className="figures whitespace-nowrap">{formatMark(value, useLanguage())}</span>;
}

/** The one thing that glows: a receipt, a recomputed result, a certificate. */
export function Proof({
  label,
  value,
  children,
}: {
  label: string;
  value: string;
  children?: ReactNode;
}) {
  const t = useFigureTexts();
  return (
    <div className="rounded-lg border-2 border-ember-line bg-ember-soft p-1">
      <div className="flex gap-4 rounded-md border border-ember-line p-4">
        <Icon name="seal" className="size-8 text-ember" />
        <div className="grid min-w-0 grow gap-1">
          <p className="text-sm text-ember">{label}</p>
          <p className="figures text-xl font-bold tracking-wide wrap-anywhere text-ember">
            {value}
          </p>
          {children && <div className="max-w-prose">{children}</div>}
        </div>
        <button
          type="button"
          className="min-h-11 shrink-0 cursor-pointer self-start rounded-md px-3 font-semibold text-ember underline underline-offset-4"
          onClick={() =>
            navigator.clipboard.writeText(value).then(
              () => announce(t('copied')),
              () => announce(t('copyFailed')),
            )
          }
        >
          {t('copy')}
        </button>
      </div>
    </div>
  );
}
