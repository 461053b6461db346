/** The access token, in memory only, and its renewal through the `__Host-` cookie: one at a time, over all tabs. */
import { currentLanguage } from '../i18n/language';
import { networkProblem, ProblemError } from './problem';

const REFRESH = '/api/v1/identity/refresh';
// Says only that this device once signed in, so that visitors without a session cause no request.
const HINT = 'terang.signed-in';

let token: string | null = null;
let running: Promise<boolean> | null = null;
const lost = new Set<() => void>();

export const accessToken = () => token;

export function setAccessToken(next: string | null) {
  token = next;
  try {
    if (next) localStorage.setItem(HINT, '1');
    else localStorage.removeItem(HINT);
  } catch {
    // Storage is closed: the session ends with the page.
  }
}

export function mayHaveSession(): boolean {
  try {
    return token !== null || localStorage.getItem(HINT) === '1';
  } catch {
    return token !== null;
  }
}

/** Called when a session that was there cannot be renewed. */
export function onSessionLost(listener: () => void) {
  lost.add(listener);
  return () => lost.delete(listener);
}

async function renew(): Promise<boolean> {
  let response: Response;
  try {
    response = await fetch(new URL(REFRESH, location.origin), {
      method: 'POST',
      credentials: 'same-origin',
      headers: {
        Accept: 'application/json',
        'Accept-Language': currentLanguage(),
        'Content-Type': 'application/json',
      },
      body: '{}',
    });
  } catch {
    throw new ProblemError(networkProblem());
  }
  if (response.ok) {
    const body = (await response.json()) as { access_token?: unknown };
    if (typeof body.access_token === 'string') {
      setAccessToken(body.access_token);
      return true;
    }
  }
  // A server in trouble has not ended the session: only a refusal has.
  if (response.status >= 500 || response.status === 429) return false;
  const had = mayHaveSession();
  setAccessToken(null);
  if (had) for (const listener of lost) listener();
  return false;
}

/** Renews the token. Tabs take turns: two renewals with one cookie would look like a stolen cookie and end the session. */
export function refresh(): Promise<boolean> {
  running ??= (
    navigator.locks ? navigator.locks.request('terang.refresh', renew) : renew()
  ).finally(() => {
    running = null;
  });
  return running;
}
