/** The native controls: text, choice, date, tick. */
import { type ComponentProps, useState } from 'react';
import { useLanguage } from '../i18n/language';
import { Field, type FieldBasics, FieldGroup, FieldNotes, LabelText, useWiring } from './Field';
import { useFormTexts } from './formTexts';

type Native<Tag extends 'input' | 'select' | 'textarea'> = Omit<
  ComponentProps<Tag>,
  'id' | 'name' | 'required' | 'onChange' | 'value' | 'children'
>;
type Valued = { value: string; onChange: (value: string) => void };

const split = <P extends FieldBasics>({
  pointer,
  label,
  hint,
  why,
  required,
  error,
  ...rest
}: P) => ({
  basics: { pointer, label, hint, why, required, error },
  rest,
});

export function TextInput(props: FieldBasics & Valued & Native<'input'>) {
  const { basics, rest } = split(props);
  const { onChange, className = '', ...native } = rest;
  return (
    <Field {...basics}>
      {(wired) => (
        <input
          type="text"
          {...native}
          {...wired}
          className={`control ${className}`}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

export function TextArea(props: FieldBasics & Valued & Native<'textarea'>) {
  const { basics, rest } = split(props);
  const { onChange, className = '', ...native } = rest;
  return (
    <Field {...basics}>
      {(wired) => (
        <textarea
          rows={4}
          {...native}
          {...wired}
          className={`control ${className}`}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

export type Option = { value: string; label: string; hint?: string };

export function Select(
  props: FieldBasics & Valued & { options: Option[]; placeholder?: string } & Native<'select'>,
) {
  const t = useFormTexts();
  const { basics, rest } = split(props);
  const { onChange, options, placeholder, className = '', ...native } = rest;
  return (
    <Field {...basics}>
      {(wired) => (
        <select
          {...native}
          {...wired}
          className={`control ${className}`}
          onChange={(event) => onChange(event.target.value)}
        >
          <option value="">{placeholder ?? t('choose')}</option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** A day as three plain controls; the value is `YYYY-MM-DD`, or '' while it is not a whole date. */
export function DateField(props: FieldBasics & Valued & { birth?: boolean }) {
  const { birth = false, value, onChange, ...basics } = props;
  const t = useFormTexts();
  const language = useLanguage();
  const [year0 = '', month0 = '', day0 = ''] = value.split('-');
  const [parts, setParts] = useState({ day: day0.replace(/^0/, ''), month: month0, year: year0 });
  const months = Array.from({ length: 12 }, (_, index) => ({
    value: String(index + 1).padStart(2, '0'),
    label: new Intl.DateTimeFormat(language === 'id' ? 'id-ID' : 'en-GB', {
      month: 'long',
      timeZone: 'UTC',
    }).format(new Date(Date.UTC(2000, index, 1))),
  }));
  const change = (part: Partial<typeof parts>) => {
    const next = { ...parts, ...part };
    setParts(next);
    onChange(wholeDate(next));
  };
  const labelClass = 'grid gap-1 text-sm text-muted';
  const auto = (part: string) => (birth ? `bday-${part}` : undefined);
  return (
    <FieldGroup {...basics}>
      {(wired) => (
        <div className="grid max-w-md grid-cols-[4.5rem_minmax(0,1fr)_6rem] gap-2">
          <label className={labelClass}>
            {t('day')}
            <input
              className="control text-base"
              name={`${wired.name}-day`}
              inputMode="numeric"
              maxLength={2}
              autoComplete={auto('day')}
              required={wired.required}
              aria-invalid={wired['aria-invalid']}
              value={parts.day}
              onChange={(event) => change({ day: event.target.value })}
            />
          </label>
          <label className={labelClass}>
            {t('month')}
            <select
              className="control text-base"
              name={`${wired.name}-month`}
              autoComplete={auto('month')}
              required={wired.required}
              aria-invalid={wired['aria-invalid']}
              value={parts.month}
              onChange={(event) => change({ month: event.target.value })}
            >
              <option value="">{t('choose')}</option>
              {months.map((month) => (
                <option key={month.value} value={month.value}>
                  {month.label}
                </option>
              ))}
            </select>
          </label>
          <label className={labelClass}>
            {t('year')}
            <input
              className="control text-base"
              name={`${wired.name}-year`}
              inputMode="numeric"
              maxLength={4}
              autoComplete={auto('year')}
              required={wired.required}
              aria-invalid={wired['aria-invalid']}
              value={parts.year}
              onChange={(event) => change({ year: event.target.value })}
            />
          </label>
        </div>
      )}
    </FieldGroup>
  );
}

/** `YYYY-MM-DD` of a day that exists, else ''. */
export function wholeDate({
  day,
  month,
  year,
}: {
  day: string;
  month: string;
  year: string;
}): string {
  if (!/^\d{1,2}$/.test(day) || !/^\d{2}$/.test(month) || !/^\d{4}$/.test(year)) return '';
  const iso = `${year}-${month}-${day.padStart(2, '0')}`;
  const found = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(found.getTime()) && found.toISOString().startsWith(iso) ? iso : '';
}

const CHOICE =
  'flex min-h-11 cursor-pointer items-start gap-3 rounded-md border border-line px-3 py-2.5 has-checked:border-brand has-checked:bg-brand-soft hover:border-edge';

export function Checkbox(
  props: FieldBasics & { checked: boolean; onChange: (checked: boolean) => void },
) {
  const { checked, onChange, ...basics } = props;
  const { id, message, wired } = useWiring(basics);
  return (
    <div className="grid gap-1.5">
      <label className={CHOICE}>
        <input
          type="checkbox"
          {...wired}
          checked={checked}
          className="mt-0.5 size-5 shrink-0 accent-brand"
          onChange={(event) => onChange(event.target.checked)}
        />
        <LabelText label={basics.label} required={wired.required} />
      </label>
      <FieldNotes id={id} hint={basics.hint} why={basics.why} message={message} />
    </div>
  );
}

export function RadioGroup(props: FieldBasics & Valued & { options: Option[] }) {
  const { options, value, onChange, ...basics } = props;
  return (
    <FieldGroup {...basics}>
      {(wired) => (
        <div className="grid gap-2">
          {options.map((option) => (
            <label key={option.value} className={CHOICE}>
              <input
                type="radio"
                name={wired.name}
                required={wired.required}
                value={option.value}
                checked={value === option.value}
                className="mt-0.5 size-5 shrink-0 accent-brand"
                onChange={() => onChange(option.value)}
              />
              <span>
                {option.label}
                {option.hint && <span className="block text-sm text-muted">{option.hint}</span>}
              </span>
            </label>
          ))}
        </div>
      )}
    </FieldGroup>
  );
}
