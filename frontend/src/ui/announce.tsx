/** Short notices: seen in the corner, heard by screen readers, gone after a while. */
import { useSyncExternalStore } from 'react';
import { Icon } from './Icon';
import { useUiTexts } from './texts';

type Notice = { id: number; text: string };
let notices: Notice[] = [];
let last = 0;
const listeners = new Set<() => void>();

function set(next: Notice[]) {
  notices = next;
  for (const listener of listeners) listener();
}

const dismiss = (id: number) => set(notices.filter((notice) => notice.id !== id));

/** For what succeeded or changed by itself. A problem belongs into a ProblemSummary, which stays. */
export function announce(text: string) {
  last += 1;
  const id = last;
  set([...notices, { id, text }]);
  setTimeout(() => dismiss(id), 8000);
}

export function Announcer() {
  const t = useUiTexts();
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => notices,
  );
  return (
    <section
      aria-label={t('notices')}
      aria-live="polite"
      className="no-print fixed right-4 bottom-4 left-4 z-40 grid justify-items-end gap-2 empty:hidden sm:left-auto"
    >
      {shown.map((notice) => (
        <div
          key={notice.id}
          className="flex max-w-prose items-center gap-3 rounded-md bg-ink py-1 pr-1 pl-4 text-paper shadow-lg"
        >
          <span>{notice.text}</span>
          <button
            type="button"
            aria-label={t('close')}
            className="grid size-11 cursor-pointer place-items-center"
            onClick={() => dismiss(notice.id)}
          >
            <Icon name="cross" className="size-4" />
          </button>
        </div>
      ))}
    </section>
  );
}
