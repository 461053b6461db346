/**
 * The last answers, for when the line is gone: public ones for everybody on this device, a person's own ones for
 * that person only. What officers see of others is never kept.
 */
import { reportDemo } from '../api/demo';
import { personHere } from './here';
import { reportKept, reportLive } from './line';

export const PUBLIC = 'terang.answers.public';
export const OWN = 'terang.answers.own.';
export const AT = 'x-terang-kept-at';
/** So long a page waits for a line that does not answer, when an earlier answer is at hand. */
const PATIENCE_MS = 8000;

/** A person's own applications; nothing else behind the sign-in is kept. */
const OWN_PATHS = [
  /^\/api\/v1\/applications$/,
  /^\/api\/v1\/vacancies\/[^/]+\/own-application$/,
  /^\/api\/v1\/agencies\/[^/]+\/applications\/[^/]+(\/decisions)?$/,
];

/** Absent where the page did not come over a safe connection. */
export const drawers = () => (typeof caches === 'undefined' ? null : caches);

export const isOwn = (request: Request) => {
  const { pathname } = new URL(request.url);
  return OWN_PATHS.some((path) => path.test(pathname));
};

/** Under which an answer lies: without the token that fetched it. */
export const label = (request: Request) =>
  new Request(request.url, {
    headers: { 'Accept-Language': request.headers.get('Accept-Language') ?? 'id' },
  });

async function find(request: Request): Promise<Response | undefined> {
  const all = drawers();
  const person = personHere();
  const name = isOwn(request) ? person && `${OWN}${person.id}` : PUBLIC;
  if (!all || !name || !(await all.has(name))) return undefined;
  return (await all.open(name)).match(label(request));
}

function shown(kept: Response): Response {
  reportKept(Number(kept.headers.get(AT)));
  if (kept.headers.has('x-terang-demo')) reportDemo();
  return kept;
}

const LATE = Symbol('late');

/** `ask` for a reading, with the last answer in its stead when the line is gone or silent. */
export async function withLastAnswer(
  request: Request,
  ask: () => Promise<Response>,
): Promise<Response> {
  if (request.method !== 'GET') return ask();
  // The browser's own cache would answer as if there were a line.
  const last = navigator.onLine ? undefined : await find(request).catch(() => undefined);
  if (last) return shown(last);
  const person = personHere()?.id ?? null;
  const live = ask().then((response) => {
    reportLive();
    const copy = response.clone();
    import('./keeping')
      .then(({ keep }) => keep(request, copy, person))
      .catch(() => {
        // The device is full or refuses: the answer is shown all the same.
      });
    return response;
  });
  const kept = await find(request).catch(() => undefined);
  if (!kept) return live;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<typeof LATE>((go) => {
    timer = setTimeout(() => go(LATE), PATIENCE_MS);
  });
  try {
    const first = await Promise.race([live, late]);
    if (first !== LATE) return first;
    live.catch(() => {});
    return shown(kept);
  } catch (error) {
    if (request.signal.aborted) throw error;
    return shown(kept);
  } finally {
    clearTimeout(timer);
  }
}
