/** The page before an act that cannot be undone: what happens, to whom, what is recorded. */
import { type ReactNode, useState } from 'react';
import type { Problem } from '../api/problem';
import { Button } from './Button';
import { Form } from './Form';
import { useFormTexts } from './formTexts';
import { Checkbox } from './inputs';

export type FinalActProps = {
  willHappen: ReactNode[];
  toWhom: ReactNode;
  recorded: ReactNode;
  /** The act in its own words: 'Kirim lamaran', never 'OK'. */
  act: string;
  /** Tells several acts of one page apart. */
  name?: string;
  running: boolean;
  problem: Problem | null;
  onAct: () => unknown;
  /** A link back. */
  cancel?: ReactNode;
  children?: ReactNode;
};

export function FinalAct({
  willHappen,
  toWhom,
  recorded,
  act,
  name,
  running,
  problem,
  onAct,
  cancel,
  children,
}: FinalActProps) {
  const t = useFormTexts();
  const [understood, setUnderstood] = useState(false);
  const [missing, setMissing] = useState(false);
  return (
    <Form
      problem={problem}
      name={name}
      onSubmit={() => {
        setMissing(!understood);
        if (understood && !running) return onAct();
        return document.getElementById('field-understood')?.focus();
      }}
    >
      <dl className="card grid gap-4 border-l-4 border-l-brand bg-surface p-4 sm:p-6">
        <div>
          <dt className="font-bold">{t('willHappen')}</dt>
          <dd>
            <ul className="grid list-disc gap-1 pl-5">
              {willHappen.map((line, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the lines never change their order.
                <li key={index}>{line}</li>
              ))}
            </ul>
          </dd>
        </div>
        <div>
          <dt className="font-bold">{t('toWhom')}</dt>
          <dd>{toWhom}</dd>
        </div>
        <div>
          <dt className="font-bold">{t('recorded')}</dt>
          <dd>{recorded}</dd>
        </div>
      </dl>
      {children}
      <Checkbox
        pointer="/understood"
        label={t('understood')}
        required
        checked={understood}
        error={missing && !understood ? t('understoodMissing') : undefined}
        onChange={setUnderstood}
      />
      <div className="flex flex-wrap gap-3">
        <Button kind="primary" type="submit" busy={running}>
          {act}
        </Button>
        {cancel}
      </div>
    </Form>
  );
}
