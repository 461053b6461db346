/** Native controls of the search, with the number of posts behind each choice. */
import type { ReactNode } from 'react';
import { formatNumber } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { useRoundTexts } from './texts';

export type Option = { value: string; label: string; count?: number };

/** No answer is required here, so the fields go without the notes that forms of the app carry. */
export function Labelled({
  label,
  hint,
  children,
}: {
  label: string;
  hint?: string;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child.
    <label className="grid gap-1.5">
      <span className="font-semibold">{label}</span>
      {hint && <span className="text-sm text-muted">{hint}</span>}
      {children}
    </label>
  );
}

export function useCounted() {
  const t = useRoundTexts();
  const language = useLanguage();
  return (name: string, count: number | undefined) =>
    count === undefined ? name : t('choice', { name, count: formatNumber(count, language) });
}

export function Choice({
  label,
  value,
  any,
  options,
  onChange,
}: {
  label: string;
  value: string;
  /** What the empty choice says; without it there is none. */
  any?: string;
  options: Option[];
  onChange: (value: string) => void;
}) {
  const counted = useCounted();
  return (
    <Labelled label={label}>
      <select className="control" value={value} onChange={(event) => onChange(event.target.value)}>
        {any && <option value="">{any}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {counted(option.label, option.count)}
          </option>
        ))}
      </select>
    </Labelled>
  );
}
