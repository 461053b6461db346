/** What stands in the menus; each feature brings its own entries with its routes. */

import { can, type Session } from '../api/session';
import type { Words } from '../i18n/language';

export type Area = 'public' | 'applicant' | 'officer' | 'employee';

export type NavEntry = { to: string; label: Words } & (
  | { area: 'public' | 'applicant' | 'employee' }
  /** Shown to whoever holds the permission, through whichever grant. */
  | { area: 'officer' | 'employee'; permission: string }
);

let entries: readonly NavEntry[] = [];

export function registerNav(all: readonly NavEntry[]) {
  entries = all;
}

export const allNav = () => entries;

const mayUse = (entry: NavEntry, session: Session) => {
  if ('permission' in entry) return can(entry.permission, session);
  return entry.area === 'public' || 'me' in session;
};

export const navOf = (area: Area, session: Session) =>
  entries.filter((entry) => entry.area === area && mayUse(entry, session));
