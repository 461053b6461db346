/** The vacancies that a visitor wants to compare; kept on this device only. */
import { useSyncExternalStore } from 'react';

export const MOST = 4;
const KEY = 'terang.compare';
export type Picked = { id: string; title: string };

const listeners = new Set<() => void>();
let picked: readonly Picked[] = read();

function read(): Picked[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    const right = (one: unknown): one is Picked =>
      typeof (one as Picked)?.id === 'string' && typeof (one as Picked)?.title === 'string';
    return Array.isArray(kept) ? kept.filter(right).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

function tell() {
  for (const listener of listeners) listener();
}

function set(next: readonly Picked[]) {
  picked = next;
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // Storage is closed: the choice holds until the page is left.
  }
  tell();
}

/** Takes one in or out; a fifth one is not taken in. */
export function togglePicked(one: Picked) {
  const without = picked.filter(({ id }) => id !== one.id);
  if (without.length < picked.length) set(without);
  else if (picked.length < MOST) set([...picked, one]);
}

export const clearPicked = () => set([]);

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

// Another tab of this device may have changed it.
globalThis.addEventListener?.('storage', (event) => {
  if (event.key !== KEY) return;
  picked = read();
  tell();
});

export const usePicked = () => useSyncExternalStore(subscribe, () => picked);

/** The address of the comparison, good for sending to a friend. */
export const compareAddress = (ids: readonly string[]) => `/formasi/bandingkan?id=${ids.join(',')}`;

/** Ids in such an address; what is no id, repeated or too much is left out. */
export function comparedIds(search: unknown): string[] {
  const text = (search as { id?: unknown } | undefined)?.id;
  const ids = typeof text === 'string' ? text.split(',') : [];
  const right = ids.filter((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id));
  return [...new Set(right)].slice(0, MOST);
}
