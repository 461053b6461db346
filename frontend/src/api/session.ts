/** Who is signed in and what they may do. What only who signs in needs is in `person.ts`: visitors never fetch it. */
import { useSyncExternalStore } from 'react';
import { isLeaving } from '../offline/here';
import { mayHaveSession, onSessionLost } from './token';

type Grant = { role: string; permissions: string[]; agency_id: string | null };
export type Me = { id: string; name: string; grants: Grant[] };
export type Session =
  | { state: 'starting' }
  | { state: 'visitor' }
  | { state: 'signed-in'; me: Me }
  /** The session ended while a page was open: the page stays, a dialog asks to sign in again. */
  | { state: 'lost'; me: Me };

let session: Session = { state: 'starting' };
const listeners = new Set<() => void>();
export const channel =
  typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('terang.session');

export function setSession(next: Session) {
  session = next;
  for (const listener of listeners) listener();
}

export function subscribeSession(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const currentSession = () => session;
export const useSession = () => useSyncExternalStore(subscribeSession, currentSession);

export function can(permission: string, now: Session = session): boolean {
  return (
    (now.state === 'signed-in' || now.state === 'lost') &&
    now.me.grants.some((grant) => grant.permissions.includes(permission))
  );
}

export const usePermission = (permission: string) => can(permission, useSession());

let started: Promise<void> | null = null;

/** Picks up the session of an earlier visit, once. Guards wait for it; after a failure the next one tries again. */
export function startSession(): Promise<void> {
  started ??= (async () => {
    if (!isLeaving() && !mayHaveSession()) return setSession({ state: 'visitor' });
    const held = await import('./person').then(
      (person) => person.pickUpSession(),
      () => {
        setSession({ state: 'visitor' });
        return false;
      },
    );
    if (!held) started = null;
  })();
  return started;
}

export function sessionStarted() {
  started = Promise.resolve();
}

addEventListener('online', () => {
  if (isLeaving()) import('./person').then((person) => person.finishLeaving());
});

onSessionLost(() => {
  import('./person').then((person) => person.lock());
  if (session.state === 'signed-in') setSession({ state: 'lost', me: session.me });
});

channel?.addEventListener('message', async ({ data }) => (await import('./person')).hear(data));
