/** Whether this server shows made-up data; told by a header of any answer. Never unlearned. */
import { useSyncExternalStore } from 'react';

let demo = false;
const listeners = new Set<() => void>();

export function reportDemo() {
  if (demo) return;
  demo = true;
  for (const listener of listeners) listener();
}

export const useDemo = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => demo,
  );
