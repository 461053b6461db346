/** The last answers on a bad line: public ones for everybody, own ones for their person, nothing after a sign-out. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { api, ask } from '../api/client';
import { signedIn, signOut } from '../api/person';
import { currentSession, startSession } from '../api/session';
import { setAccessToken } from '../api/token';
import { withLastAnswer } from './answers';
import { forgetPerson } from './device';
import { isLeaving, personHere } from './here';
import { forgetOwnAnswers } from './keeping';
import { reportLive, tryLine } from './line';

/** As much of the browser's cache as is used, over a map. */
class Drawer {
  answers = new Map<string, Response>();
  key = (request: Request) => `${request.headers.get('Accept-Language')} ${request.url}`;
  put = async (request: Request, response: Response) => {
    expect(request.headers.has('Authorization')).toBe(false);
    this.answers.set(this.key(request), response);
  };
  match = async (request: Request) => this.answers.get(this.key(request))?.clone();
  keys = async () => [...this.answers.keys()];
  delete = async (key: string) => this.answers.delete(key);
}
const drawers = new Map<string, Drawer>();
const fakeCaches = {
  open: async (name: string) => {
    const found = drawers.get(name) ?? new Drawer();
    drawers.set(name, found);
    return found;
  },
  has: async (name: string) => drawers.has(name),
  keys: async () => [...drawers.keys()],
  delete: async (name: string) => drawers.delete(name),
};

const server = vi.fn<typeof fetch>();
const json = (body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), {
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers },
  });
const PUBLIC = { 'Cache-Control': 'public, max-age=60' };
const noLine = () => server.mockRejectedValue(new TypeError('Failed to fetch'));

const mine = () => ask(api.GET('/api/v1/applications'));
const levels = () => ask(api.GET('/api/v1/education-levels'));

/** Answers by the path, as whoever is signed in. */
function serve(answers: Record<string, () => Response>) {
  server.mockImplementation(async (input) => {
    const path = new URL(input instanceof Request ? input.url : String(input)).pathname;
    const answer = answers[path];
    if (!answer) throw new Error(`not expected: ${path}`);
    return answer();
  });
}
const me = (id: string) => ({ id, name: id, grants: [] });

async function signIn(id: string, applications: string) {
  serve({
    '/api/v1/identity/me': () => json(me(id)),
    '/api/v1/applications': () => json({ items: [applications] }),
    '/api/v1/education-levels': () => json([{ id: 'S-1' }], PUBLIC),
    '/api/v1/identity/sign-out': () => new Response(null, { status: 204 }),
  });
  await signedIn(`token of ${id}`);
}
const settled = () => new Promise((go) => setTimeout(go));

beforeEach(() => {
  vi.stubGlobal('fetch', server);
  vi.stubGlobal('caches', fakeCaches);
});
afterEach(() => {
  forgetPerson();
  setAccessToken(null);
  drawers.clear();
  server.mockReset();
  vi.unstubAllGlobals();
  reportLive();
});

it('shows the last answers when the line is gone, and never another person’s', async () => {
  await signIn('ani', 'lamaran Ani');
  await mine();
  await levels();
  await settled();
  noLine();
  expect(await mine()).toEqual({ items: ['lamaran Ani'] });
  expect(await levels()).toEqual([{ id: 'S-1' }]);

  await signIn('budi', 'lamaran Budi');
  noLine();
  await expect(mine()).rejects.toHaveProperty('problem.code', 'network_unreachable');
  expect(await levels()).toEqual([{ id: 'S-1' }]);
});

it('keeps nothing of what an officer sees of others', async () => {
  await signIn('ani', 'lamaran Ani');
  const path = '/api/v1/agencies/5473/rounds/r/readings/1';
  const request = new Request(`http://localhost:3000${path}`);
  await withLastAnswer(request, async () => json({ nik: 'rahasia' }));
  await settled();
  noLine();
  const again = withLastAnswer(request, () => fetch(request));
  await expect(again).rejects.toThrow('Failed to fetch');
});

it('forgets own answers at sign-out, also those still on their way', async () => {
  await signIn('ani', 'lamaran Ani');
  let arrive = (_: Response) => {};
  server.mockImplementationOnce(() => new Promise((go) => (arrive = go)));
  const late = mine();
  await signOut();
  arrive(json({ items: ['lamaran Ani'] }));
  await late.catch(() => {});
  await settled();
  expect([...drawers.keys()].filter((name) => name.includes('own'))).toEqual([]);
  expect(currentSession().state).toBe('visitor');
});

it('lets somebody leave without a line, and tells the server when there is one', async () => {
  await signIn('ani', 'lamaran Ani');
  await mine();
  await settled();
  noLine();
  await signOut();
  expect(currentSession().state).toBe('visitor');
  expect(personHere()).toBeNull();
  expect(isLeaving()).toBe(true);
  expect([...drawers.keys()].filter((name) => name.includes('own'))).toEqual([]);
  serve({
    '/api/v1/identity/refresh': () => json({ access_token: 'still there' }),
    '/api/v1/identity/sign-out': () => new Response(null, { status: 204 }),
  });
  dispatchEvent(new Event('online'));
  await vi.waitFor(() => expect(isLeaving()).toBe(false));
  const asked = server.mock.calls.map(([input]) =>
    input instanceof Request ? input.url : `${input}`,
  );
  expect(asked.some((url) => url.endsWith('/sign-out'))).toBe(true);
  expect(currentSession().state).toBe('visitor');
});

it('opens own pages without a line for who signed in here, and for nobody after a refusal', async () => {
  await signIn('ani', 'lamaran Ani');
  await mine();
  await settled();
  vi.resetModules();
  noLine();
  const later = await import('../api/session');
  await later.startSession();
  expect(later.currentSession()).toMatchObject({ state: 'signed-in', me: { id: 'ani' } });

  server.mockResolvedValue(new Response('{}', { status: 401 }));
  vi.resetModules();
  const refused = await import('../api/session');
  await refused.startSession();
  expect(refused.currentSession().state).toBe('visitor');
  expect([...drawers.keys()].filter((name) => name.includes('own'))).toEqual([]);
  noLine();
  vi.resetModules();
  const locked = await import('../api/session');
  await locked.startSession();
  expect(locked.currentSession().state).toBe('visitor');
});

it('a line that is silent gets the last answer after a while', async () => {
  await signIn('ani', 'lamaran Ani');
  // The part that keeps is fetched anew after the test before.
  await import('./keeping');
  await levels();
  await settled();
  vi.useFakeTimers();
  server.mockImplementation(() => new Promise(() => {}));
  const asked = levels();
  await vi.advanceTimersByTimeAsync(8000);
  vi.useRealTimers();
  expect(await asked).toEqual([{ id: 'S-1' }]);
});

it('forgets without a cache, too', async () => {
  vi.stubGlobal('caches', undefined);
  await expect(forgetOwnAnswers()).resolves.toBeUndefined();
  tryLine();
  await startSession();
});
