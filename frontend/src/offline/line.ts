/** Whether what is on the screen came over the line just now, or is the last that this device kept. */
import { useSyncExternalStore } from 'react';

/** The oldest answer shown since the line broke, in milliseconds; null while answers come live. */
let oldest: number | null = null;
const watchers = new Set<() => void>();
const waiting = new Set<() => void>();

const tell = (next: number | null) => {
  if (next === oldest) return;
  oldest = next;
  for (const watcher of watchers) watcher();
};

export const reportLive = () => tell(null);
export const reportKept = (at: number) => tell(oldest === null ? at : Math.min(oldest, at));

function watch(watcher: () => void) {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

export const useKeptSince = () => useSyncExternalStore(watch, () => oldest);

/** Runs `act` whenever the line is back, or somebody asks to try. */
export function onLineBack(act: () => void) {
  waiting.add(act);
  return () => {
    waiting.delete(act);
  };
}

export function tryLine() {
  for (const act of waiting) act();
}
addEventListener('online', tryLine);

/** Resolves when the line is back, at the latest after `milliseconds`. */
export function lineBackOr(milliseconds: number): Promise<void> {
  return new Promise((go) => {
    const done = () => {
      clearTimeout(timer);
      stop();
      go();
    };
    const timer = setTimeout(done, milliseconds);
    const stop = onLineBack(done);
  });
}
