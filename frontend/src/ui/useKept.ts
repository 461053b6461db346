/**
 * Keeps a page's own object over an error, a lost session and a closed browser, until it was sent.
 *
 * For what no single control holds: rows that a button adds or removes, things chosen from a search, a text read from
 * a file. `first` is what the page, and thus the server, says now; only the fields that the person changed are kept,
 * and are laid over it.
 */
import { useEffect, useRef, useState } from 'react';
import { dropKept, readKept, writeKept } from '../offline/device';
import { drawerOf } from './useTyped';

export type Kept<T extends object> = ReturnType<typeof useKept<T>>;

export function useKept<T extends object>(first: T, name = '') {
  const [drawer] = useState(() => `own ${drawerOf(name)}`);
  const [found] = useState(() => readKept<Partial<T>>(drawer));
  const changed = useRef<Partial<T>>(found?.value ?? {});
  const [shown, setShown] = useState(changed.current);
  const [since, setSince] = useState(found?.at ?? null);
  const [held, setHeld] = useState(true);

  const write = () => {
    if (Object.keys(changed.current).length > 0) return setHeld(writeKept(drawer, changed.current));
    dropKept(drawer);
    setHeld(true);
  };

  const set = (part: Partial<T>) => {
    const next = { ...changed.current, ...part };
    // What stands as the page brought it is not a change of the person.
    for (const key of Object.keys(part) as (keyof T)[])
      if (JSON.stringify(next[key]) === JSON.stringify(first[key])) delete next[key];
    changed.current = next;
    setShown(next);
    write();
  };

  /** It was sent: nothing is kept any more. What the page shows stays until the page itself goes on. */
  const drop = () => {
    dropKept(drawer);
    setSince(null);
    setHeld(true);
  };

  const anew = () => {
    changed.current = {};
    setShown({});
    drop();
  };

  // Only where the device keeps nothing can anything be lost.
  useEffect(() => {
    if (held) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [held]);

  return { value: { ...first, ...shown } as T, set, since, held, write, drop, anew };
}
