/**
 * What this device keeps for the person who signed in here: bound to the account, never shown to another, gone when
 * they sign out, and gone by itself after a week. Visitors' words stay in the tab: the next person at a public
 * computer must not find them.
 */
import type { Me } from '../api/session';
import { personHere, setPersonHere } from './here';

const PERSON = 'terang.person';
const MINE = 'terang.mine.';
const WEEK_MS = 7 * 86_400_000;

type Stored = { at: number; value: unknown };

/** Storage may be closed or full; then nothing is kept, and everything else works. */
function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

const readJson = (storage: Storage, key: string): unknown =>
  attempt(() => JSON.parse(storage.getItem(key) ?? 'null'));

/** Without a line: whoever signed in on this device last and has not signed out is here again. */
export function recallPerson(): Me | null {
  const found = readJson(localStorage, PERSON) as Me | null | undefined;
  if (found && typeof found.id === 'string') setPersonHere(found);
  return personHere();
}

const place = (name: string): [Storage, string] => {
  const here = personHere();
  return here
    ? [localStorage, `${MINE}${here.id}.${name}`]
    : [sessionStorage, `${MINE}visitor.${name}`];
};

/** What was kept under this name for whoever is here now, with the time. */
export function readKept<T>(name: string): { at: number; value: T } | null {
  const [storage, key] = place(name);
  const found = readJson(storage, key) as Stored | null | undefined;
  if (!found || typeof found.at !== 'number' || Date.now() - found.at > WEEK_MS) return null;
  return { at: found.at, value: found.value as T };
}

/** False where the device keeps nothing. */
export function writeKept(name: string, value: unknown): boolean {
  const [storage, key] = place(name);
  const stored: Stored = { at: Date.now(), value };
  return (
    attempt(() => {
      storage.setItem(key, JSON.stringify(stored));
      return true;
    }) ?? false
  );
}

export function dropKept(name: string) {
  const [storage, key] = place(name);
  attempt(() => storage.removeItem(key));
}

const keysOf = (storage: Storage) =>
  attempt(() => Object.keys(storage).filter((key) => key.startsWith(MINE))) ?? [];

/** After a sign-in: from now on things are kept for this person. What is older than a week goes, whoever left it. */
export function keepFor(me: Me) {
  setPersonHere(me);
  attempt(() => localStorage.setItem(PERSON, JSON.stringify(me)));
  for (const key of keysOf(localStorage)) {
    const found = readJson(localStorage, key) as Stored | null | undefined;
    if (!found || Date.now() - found.at > WEEK_MS) attempt(() => localStorage.removeItem(key));
  }
}

/** The session is over: this device opens nothing more without a sign-in. What was typed waits for the same person. */
export const lockDevice = () => attempt(() => localStorage.removeItem(PERSON));

/** After a sign-out: nothing of this person stays. */
export function forgetPerson() {
  const person = recallPerson();
  setPersonHere(null);
  lockDevice();
  if (!person) return;
  for (const key of keysOf(localStorage))
    if (key.startsWith(`${MINE}${person.id}.`)) attempt(() => localStorage.removeItem(key));
}
