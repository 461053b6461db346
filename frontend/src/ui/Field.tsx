/** A question with its label, its reason and its problem, all tied together for screen readers. */
import { createContext, type ReactNode, useContext } from 'react';
import type { Problem } from '../api/problem';
import { useFormTexts } from './formTexts';
import { Icon } from './Icon';
import { fieldId } from './ProblemSummary';

export const FormProblem = createContext<Problem | null>(null);

export type Why = {
  /** What the answer is used for. */
  purpose: string;
  /** The rule that lets us ask. */
  basis?: string;
  /** How long it is kept. */
  kept?: string;
};

export type FieldBasics = {
  /** JSON pointer of the value in the request, such as `/birth_date`; gives id, name and error. */
  pointer: string;
  label: string;
  hint?: ReactNode;
  why?: Why;
  required?: boolean;
  /** A problem found in the browser; the server's problem for the pointer shows by itself. */
  error?: string;
};

/** What the control itself must carry. */
export type Wired = {
  id: string;
  name: string;
  required: boolean;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
};

export function useWiring({ pointer, hint, why, required = false, error }: FieldBasics) {
  const problem = useContext(FormProblem);
  const id = fieldId(pointer);
  const message = error ?? problem?.errors.find((found) => found.pointer === pointer)?.message;
  const described = [message && `${id}-error`, hint && `${id}-hint`, why && `${id}-why`];
  const wired: Wired = {
    id,
    name: pointer.slice(1),
    required,
    'aria-describedby': described.filter(Boolean).join(' ') || undefined,
    'aria-invalid': message ? true : undefined,
  };
  return { id, message, wired };
}

export function LabelText({ label, required }: { label: string; required: boolean }) {
  const t = useFormTexts();
  return (
    <span className="font-semibold">
      {label}
      {!required && <span className="text-sm font-normal text-muted"> ({t('optional')})</span>}
    </span>
  );
}

/** Hint, reason and error; shared by single controls and groups. */
export function FieldNotes({
  id,
  hint,
  why,
  message,
}: {
  id: string;
  hint?: ReactNode;
  why?: Why;
  message?: string;
}) {
  const t = useFormTexts();
  return (
    <>
      {hint && (
        <div id={`${id}-hint`} className="max-w-prose text-sm text-muted">
          {hint}
        </div>
      )}
      {why && (
        <p id={`${id}-why`} className="max-w-prose text-sm text-muted">
          {t('purpose')}: {why.purpose}
          {why.basis && ` · ${t('basis')}: ${why.basis}`}
          {why.kept && ` · ${t('kept')}: ${why.kept}`}
        </p>
      )}
      {message && (
        <p id={`${id}-error`} className="flex gap-2 font-semibold text-unmet">
          <Icon name="warning" className="mt-0.5 size-5" />
          {message}
        </p>
      )}
    </>
  );
}

/** Label and notes around one control. */
export function Field({
  children,
  ...basics
}: FieldBasics & { children: (wired: Wired) => ReactNode }) {
  const { id, message, wired } = useWiring(basics);
  return (
    <div className={`grid gap-1.5 ${message ? 'border-l-4 border-unmet pl-4' : ''}`}>
      <label htmlFor={id}>
        <LabelText label={basics.label} required={wired.required} />
      </label>
      <FieldNotes id={id} hint={basics.hint} why={basics.why} message={message} />
      {children(wired)}
    </div>
  );
}

/** Legend and notes around several controls that answer one question. */
export function FieldGroup({
  children,
  ...basics
}: FieldBasics & { children: (wired: Wired) => ReactNode }) {
  const { id, message, wired } = useWiring(basics);
  return (
    <fieldset
      id={id}
      tabIndex={-1}
      aria-describedby={wired['aria-describedby']}
      className={`grid min-w-0 gap-1.5 ${message ? 'border-l-4 border-unmet pl-4' : ''}`}
    >
      <legend className="mb-1.5">
        <LabelText label={basics.label} required={wired.required} />
      </legend>
      <FieldNotes id={id} hint={basics.hint} why={basics.why} message={message} />
      {children(wired)}
    </fieldset>
  );
}
