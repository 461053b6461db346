/** A person's session: picked up, begun, ended, and forgotten on this device. */
import { forgetPerson, keepFor, lockDevice, recallPerson } from '../offline/device';
import { isLeaving, setLeaving } from '../offline/here';
import { forgetOwnAnswers } from '../offline/keeping';
import { sessionFetch } from './client';
import { asProblem, networkProblem, ProblemError, passesByItself, readProblem } from './problem';
import {
  channel,
  currentSession,
  type Me,
  type Session,
  sessionStarted,
  setSession,
} from './session';
import { accessToken, mayHaveSession, refresh, setAccessToken } from './token';

async function loadMe(): Promise<Me | null> {
  const response = await sessionFetch(new Request(new URL('/api/v1/identity/me', location.origin)));
  if (response.status === 401) return null;
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new ProblemError(readProblem(response.status, body));
  return body as Me;
}

async function pickUp() {
  const me = (await refresh()) ? await loadMe() : null;
  if (me) return welcome(currentSession(), me);
  // A server in trouble has not ended the session.
  if (mayHaveSession()) throw new ProblemError(networkProblem());
  lockDevice();
  await forgetOwnAnswers();
  setSession({ state: 'visitor' });
}

/** So long a start waits for a line that does not answer. */
const PATIENCE_MS = 8000;

/** False where the server is out of reach: who signed in here before still sees what this device kept for them. */
export async function pickUpSession(): Promise<boolean> {
  if (isLeaving()) await finishLeaving();
  if (!mayHaveSession()) {
    setSession({ state: 'visitor' });
    return true;
  }
  const picked = pickUp().then(
    () => true,
    () => false,
  );
  const silent = new Promise<false>((go) => setTimeout(() => go(false), PATIENCE_MS));
  if (await Promise.race([picked, silent])) return true;
  const me = recallPerson();
  setSession(me ? { state: 'signed-in', me } : { state: 'visitor' });
  return false;
}

/** After a successful sign-in: keeps the token and tells waiting tabs. */
export async function signedIn(token: string): Promise<Me> {
  const before = currentSession();
  setAccessToken(token);
  const me = await loadMe();
  if (!me) throw new ProblemError(readProblem(401, null));
  setLeaving(false);
  welcome(before, me);
  sessionStarted();
  channel?.postMessage('signed-in');
  return me;
}

function welcome(before: Session, me: Me) {
  // Another person on the same device must not see what the first one typed.
  if ('me' in before && before.me.id !== me.id) location.assign('/');
  if (recallPerson()?.id !== me.id) void forgetOwnAnswers();
  keepFor(me);
  setSession({ state: 'signed-in', me });
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

export async function finishLeaving() {
  try {
    if (await refresh()) await endOnServer();
    setLeaving(false);
    await forget();
  } catch {
    // Still no line: the next start tries again.
  }
}
async function forget() {
  setAccessToken(null);
  forgetPerson();
  await forgetOwnAnswers();
  setSession({ state: 'visitor' });
}

/** The session ended under their hands: typed words wait for the same person; what they had been shown does not. */
export function lock() {
  lockDevice();
  void forgetOwnAnswers();
}

/** What another tab tells. */
export async function hear(what: unknown) {
  const before = currentSession();
  if (what === 'signed-out') {
    await forget();
    location.assign('/');
  } else if (what === 'signed-in' && before.state !== 'signed-in') {
    try {
      const me = (accessToken() || (await refresh())) && (await loadMe());
      if (me) welcome(before, me);
    } catch {
      // No line here: this tab finds the session when it next asks the server.
    }
  }
}
