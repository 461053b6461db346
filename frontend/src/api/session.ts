/** Who is signed in, what they may do, and what happens when the session ends under their hands. */
import { useSyncExternalStore } from 'react';
import { forgetOwnAnswers } from '../offline/answers';
import {
  forgetPerson,
  isLeaving,
  keepFor,
  lockDevice,
  recallPerson,
  setLeaving,
} from '../offline/device';
import { sessionFetch } from './client';
import { asProblem, networkProblem, ProblemError, passesByItself, readProblem } from './problem';
import { accessToken, mayHaveSession, onSessionLost, refresh, setAccessToken } from './token';

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
const channel =
  typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('terang.session');

function set(next: Session) {
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

async function loadMe(): Promise<Me | null> {
  const response = await sessionFetch(new Request(new URL('/api/v1/identity/me', location.origin)));
  if (response.status === 401) return null;
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new ProblemError(readProblem(response.status, body));
  return body as Me;
}

async function pickUp() {
  const me = (await refresh()) ? await loadMe() : null;
  if (me) return welcome(session, me);
  // A server in trouble has not ended the session.
  if (mayHaveSession()) throw new ProblemError(networkProblem());
  lockDevice();
  await forgetOwnAnswers();
  set({ state: 'visitor' });
}

/** So long a start waits for a line that does not answer. */
const PATIENCE_MS = 8000;
let started: Promise<void> | null = null;

/** Picks up the session of an earlier visit, once. Guards wait for it. */
export function startSession(): Promise<void> {
  started ??= (async () => {
    if (isLeaving()) await finishLeaving();
    if (!mayHaveSession()) return set({ state: 'visitor' });
    const picked = pickUp().then(
      () => true,
      () => false,
    );
    const silent = new Promise<false>((go) => setTimeout(() => go(false), PATIENCE_MS));
    if (await Promise.race([picked, silent])) return;
    // The server is out of reach. Who signed in here before still sees what this device kept for them; a visitor's
    // pages still work. The next guard tries again.
    started = null;
    const me = recallPerson();
    set(me ? { state: 'signed-in', me } : { state: 'visitor' });
  })();
  return started;
}

/** After a successful sign-in: keeps the token and tells waiting tabs. */
export async function signedIn(token: string): Promise<Me> {
  const before = session;
  setAccessToken(token);
  const me = await loadMe();
  if (!me) throw new ProblemError(readProblem(401, null));
  setLeaving(false);
  welcome(before, me);
  started = Promise.resolve();
  channel?.postMessage('signed-in');
  return me;
}

function welcome(before: Session, me: Me) {
  // Another person on the same device must not see what the first one typed.
  if ('me' in before && before.me.id !== me.id) location.assign('/');
  if (recallPerson()?.id !== me.id) void forgetOwnAnswers();
  keepFor(me);
  set({ state: 'signed-in', me });
}

async function endOnServer() {
  const response = await sessionFetch(
    new Request(new URL('/api/v1/identity/sign-out', location.origin), { method: 'POST' }),
  );
  if (!response.ok && response.status !== 401) {
    throw new ProblemError(readProblem(response.status, await response.json().catch(() => null)));
  }
}

/**
 * Ends the session here and in the other tabs, on the server first. Without a line the device forgets at once, and the
 * server is told as soon as it can be reached.
 */
export async function signOut() {
  try {
    await endOnServer();
  } catch (error) {
    if (!passesByItself(asProblem(error))) throw error;
    setLeaving(true);
  }
  await forget();
  channel?.postMessage('signed-out');
}

async function finishLeaving() {
  try {
    if (await refresh()) await endOnServer();
    setLeaving(false);
    await forget();
  } catch {
    // Still no line: the next start tries again.
  }
}
addEventListener('online', () => {
  if (isLeaving()) void finishLeaving();
});

async function forget() {
  setAccessToken(null);
  forgetPerson();
  await forgetOwnAnswers();
  set({ state: 'visitor' });
}

onSessionLost(() => {
  // Typed words wait for the same person; what they had been shown does not.
  lockDevice();
  void forgetOwnAnswers();
  if (session.state === 'signed-in') set({ state: 'lost', me: session.me });
});

channel?.addEventListener('message', async (event) => {
  if (event.data === 'signed-out') {
    await forget();
    location.assign('/');
  } else if (event.data === 'signed-in' && session.state !== 'signed-in') {
    const before = session;
    try {
      const me = (accessToken() || (await refresh())) && (await loadMe());
      if (me) welcome(before, me);
    } catch {
      // No line here: this tab finds the session when it next asks the server.
    }
  }
});
