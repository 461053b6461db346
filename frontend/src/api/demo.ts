/** Whether this server shows made-up data; told by a header of any answer. Never unlearned. */
import { useSyncExternalStore } from 'react';

// Written into the shell too, so that the bar is there from the first paint.
let demo = globalThis.document?.documentElement.hasAttribute('data-demo') ?? false;
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
