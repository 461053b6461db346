/** Whether this person has just changed something, in any tab: then what caches still hold is asked anew. */

/** How long public answers may lie in a cache, with some room. */
const CACHED_MS = 70_000;
const KEY = 'terang.changed';

export function noteChange() {
  try {
    localStorage.setItem(KEY, `${Date.now()}`);
  } catch {
    // Storage is closed: public pages may show the state of a minute ago.
  }
}

/** For `fetch`: past every cache between here and the server, which answers in few bytes when nothing is new. */
export function freshness(): RequestInit | undefined {
  try {
    if (Date.now() - Number(localStorage.getItem(KEY)) < CACHED_MS) return { cache: 'no-cache' };
  } catch {
    // As above.
  }
}
