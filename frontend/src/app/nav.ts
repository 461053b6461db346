/** What stands in the menus; each feature brings its own entries with its routes. */
import { useSyncExternalStore } from 'react';
import { can, type Session, useSession } from '../api/session';
import type { Words } from '../i18n/language';

export type Area = 'public' | 'applicant' | 'officer' | 'employee';

export type NavEntry = { to: string; label: Words } & (
  | { area: 'public' | 'applicant' | 'employee' }
  /** Shown to whoever holds the permission, through whichever grant. */
  | { area: 'officer' | 'employee'; permission: string }
);

let entries: readonly NavEntry[] = [];
const listeners = new Set<() => void>();

/** Replaces all entries. */
export function registerNav(all: readonly NavEntry[]) {
  entries = all;
  for (const listener of listeners) listener();
}

export const addNav = (more: readonly NavEntry[]) => registerNav([...entries, ...more]);

export const allNav = () => entries;

const mayUse = (entry: NavEntry, session: Session) => {
  if ('permission' in entry) return can(entry.permission, session);
  return entry.area === 'public' || 'me' in session;
};

export const navOf = (area: Area, session: Session) =>
  entries.filter((entry) => entry.area === area && mayUse(entry, session));

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The menus of the person at hand; they grow when the rooms behind the sign-in arrive. */
export function useNav() {
  useSyncExternalStore(subscribe, allNav);
  const session = useSession();
  return (area: Area) => navOf(area, session);
}
