/** Says that what was typed earlier has come back, or that this device cannot keep it. */
import { formatDateTime } from '../i18n/format';
import { useLanguage } from '../i18n/language';
import { useFormTexts } from './formTexts';

export type Given = {
  /** When it was typed; null when nothing came back. */
  since: number | null;
  /** False when the device could not keep it. */
  held?: boolean;
  anew: () => void;
};

export function TypedBack({ kept: { since, held = true, anew } }: { kept: Given }) {
  const t = useFormTexts();
  const language = useLanguage();
  return (
    <>
      {since !== null && (
        <p role="status" className="rounded-md bg-surface px-4 py-2">
          {t('typedBack', {
            time: formatDateTime(
              new Date(since).toISOString(),
              language,
              Intl.DateTimeFormat().resolvedOptions().timeZone,
            ),
          })}{' '}
          <button type="button" className="link min-h-11 cursor-pointer" onClick={anew}>
            {t('typedAnew')}
          </button>
        </p>
      )}
      {!held && (
        <p role="status" className="rounded-md bg-surface px-4 py-2 font-semibold">
          {t('typedNotHeld')}
        </p>
      )}
    </>
  );
}
