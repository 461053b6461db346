/** A fresh code before a deciding act: wraps the act, asks when the server wants it, and then does it again. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { ProblemError } from '../../api/problem';
import { Button } from '../../ui/Button';
import { CodeForm } from './CodeForm';
import { useIdentityTexts } from './texts';

const WANTED = ['step_up_required', 'second_factor_required'];

/** `const { withStepUp, dialog } = useStepUp()`: run `withStepUp(() => ask(…))` and put `dialog` on the page. */
export function useStepUp() {
  const [waiting, setWaiting] = useState<((given: boolean) => void) | null>(null);
  const withStepUp = useCallback(async <T,>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof ProblemError) || !WANTED.includes(error.problem.code)) throw error;
      const given = await new Promise<boolean>((resolve) => setWaiting(() => resolve));
      setWaiting(null);
      if (!given) throw error;
      return await act();
    }
  }, []);
  const dialog = waiting ? <StepUpDialog onEnd={waiting} /> : null;
  return { withStepUp, dialog };
}

function StepUpDialog({ onEnd }: { onEnd: (given: boolean) => void }) {
  const t = useIdentityTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby="step-up"
      className="card m-auto w-[min(32rem,calc(100vw-2rem))] p-6 text-ink"
      onCancel={() => onEnd(false)}
    >
      <div className="grid gap-4">
        <h2 id="step-up" className="text-xl">
          {t('stepUpTitle')}
        </h2>
        <p>{t('stepUpLead')}</p>
        <CodeForm act={t('stepUpAct')} onDone={() => onEnd(true)}>
          <Button kind="quiet" onClick={() => onEnd(false)}>
            {t('stepUpCancel')}
          </Button>
        </CodeForm>
      </div>
    </dialog>
  );
}
