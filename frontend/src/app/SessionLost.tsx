/** When the session ends under somebody's hands: the page stays as it is, signing in happens in another tab. */
import { useEffect, useRef } from 'react';
import { Button } from '../ui/Button';
import { useLostTexts } from './lostTexts';
import { PATHS } from './paths';

export function SessionLost() {
  const t = useLostTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const box = dialog.current;
    box?.showModal();
    return () => box?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby="session-lost"
      className="card w-[min(32rem,calc(100vw-2rem))] p-6 text-ink"
      onCancel={(event) => event.preventDefault()}
    >
      <div className="grid gap-4">
        <h2 id="session-lost" className="text-xl">
          {t('lostTitle')}
        </h2>
        <p>{t('lostBody')}</p>
        <div className="flex flex-wrap gap-3">
          <Button kind="primary" onClick={() => window.open(PATHS.signIn, '_blank', 'noopener')}>
            {t('lostSignIn')}
          </Button>
          <Button kind="quiet" onClick={() => location.assign('/')}>
            {t('lostLeave')}
          </Button>
        </div>
      </div>
    </dialog>
  );
}
