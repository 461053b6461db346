/** Takes a vacancy into the comparison, on its card and on its page. */
import { useLanguage } from '../../i18n/language';
import { MOST, togglePicked, usePicked } from './compare';

const WORDS = {
  id: { pick: 'Bandingkan', full: `Sudah ${MOST} formasi` },
  en: { pick: 'Compare', full: `${MOST} already chosen` },
};

export function CompareToggle({ id, title }: { id: string; title: string }) {
  const words = WORDS[useLanguage()];
  const picked = usePicked();
  const chosen = picked.some((one) => one.id === id);
  const full = !chosen && picked.length >= MOST;
  return (
    <label className="inline-flex min-h-11 w-fit cursor-pointer items-center gap-3 text-sm">
      <input
        type="checkbox"
        className="size-6"
        checked={chosen}
        disabled={full}
        onChange={() => togglePicked({ id, title })}
      />
      <span>
        {full ? words.full : words.pick}
        <span className="sr-only">: {title}</span>
      </span>
    </label>
  );
}
