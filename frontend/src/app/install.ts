/** The browser's offer to install the app, kept until somebody takes it; most browsers make none. */
import { useSyncExternalStore } from 'react';

type Offer = Event & { prompt: () => Promise<unknown> };

let offer: Offer | null = null;
const watchers = new Set<() => void>();

function set(next: Offer | null) {
  offer = next;
  for (const watcher of watchers) watcher();
}

addEventListener('beforeinstallprompt', (event) => {
  // No banner over the page: a quiet line at its foot asks instead.
  event.preventDefault();
  set(event as Offer);
});
addEventListener('appinstalled', () => set(null));

function watch(watcher: () => void) {
  watchers.add(watcher);
  return () => {
    watchers.delete(watcher);
  };
}

/** Asks the browser to install; null where it offers nothing. */
export function useInstall(): (() => void) | null {
  const now = useSyncExternalStore(watch, () => offer);
  return (
    now &&
    (() => {
      // An offer can be taken once.
      set(null);
      void now.prompt();
    })
  );
}
