/** Whether this person has just changed something: then what caches still hold is asked anew. */

/** How long public answers may lie in a cache, with some room. */
const CACHED_MS = 70_000;
const KEY = 'terang.changed';

let changedAt = Number.NEGATIVE_INFINITY;

export function noteChange(now = Date.now()) {
  changedAt = now;
  try {
    localStorage.setItem(KEY, `${now}`);
  } catch {
    // Storage is closed: the other tabs may show the state of a minute ago.
  }
}

/** For `fetch`: past every cache between here and the server, which answers in few bytes when nothing is new. */
export function freshness(now = Date.now()): RequestInit {
  let last = changedAt;
  try {
    last = Math.max(last, Number(localStorage.getItem(KEY) ?? changedAt));
  } catch {
    // As above.
  }
  return now - last < CACHED_MS ? { cache: 'no-cache' } : {};
}
