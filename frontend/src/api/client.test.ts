/** The session under a person's hands: renewed once, once for all, kept forms, plain sentences. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { api, ask, askVersioned, idempotencyKey, ifMatch, sessionFetch } from './client';
import { asProblem, ProblemError } from './problem';
import { accessToken, onSessionLost, setAccessToken } from './token';

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
  });

const server = vi.fn<typeof fetch>();
const pathOf = (call: Parameters<typeof fetch>) =>
  new URL(call[0] instanceof Request ? call[0].url : String(call[0])).pathname;
const seen = () => server.mock.calls.map(pathOf);
const health = () => api.GET('/api/v1/health');
const request = (init?: RequestInit) => new Request('http://localhost:3000/api/v1/things', init);

beforeEach(() => vi.stubGlobal('fetch', server));
afterEach(() => {
  server.mockReset();
  setAccessToken(null);
  vi.unstubAllGlobals();
});

/** A server that knows one token and gives it out on refresh. */
function serverKnowing(token: string, refresh: () => Response) {
  server.mockImplementation(async (...call) => {
    if (pathOf(call) === '/api/v1/identity/refresh') return refresh();
    const known = (call[0] as Request).headers.get('Authorization') === `Bearer ${token}`;
    return known
      ? json(200, { status: 'ok', demo: false }, { ETag: '"7"' })
      : json(401, { code: 'token_expired', title: 'Sesi berakhir' });
  });
}

it('sends the headers that the document names as parameters', async () => {
  server.mockResolvedValue(json(201, { link_hours: 24 }));
  await api.POST('/api/v1/identity/forgotten-password', {
    params: { header: { 'Idempotency-Key': 'k-1' } },
    body: { email: 'contoh@rekaan.test' },
  } as never);
  const sent = server.mock.calls[0]?.[0] as Request;
  expect(sent.headers.get('Idempotency-Key')).toBe('k-1');
});

it('asks past the caches for whoever is signed in, and uses them for visitors', async () => {
  server.mockImplementation(async () => json(200, {}));
  await health();
  setAccessToken('known');
  await health();
  expect(server.mock.calls.map((call) => call[1]?.cache)).toEqual([undefined, 'no-cache']);
});

describe('a session', () => {
  it('renews once for many requests at a time and repeats each once', async () => {
    setAccessToken('old');
    serverKnowing('new', () => json(200, { access_token: 'new' }));
    await Promise.all([ask(health()), ask(health()), ask(health())]);
    expect(seen().filter((path) => path.endsWith('/refresh'))).toHaveLength(1);
    expect(seen()).toHaveLength(7);
    expect(accessToken()).toBe('new');
  });

  it('repeats a write with the same body and the same key', async () => {
    setAccessToken('old');
    const bodies: string[] = [];
    server.mockImplementation(async (...call) => {
      if (pathOf(call) === '/api/v1/identity/refresh') return json(200, { access_token: 'new' });
      const sent = call[0] as Request;
      bodies.push(`${sent.headers.get('Idempotency-Key')} ${await sent.text()}`);
      return json(bodies.length === 1 ? 401 : 201, {});
    });
    const response = await sessionFetch(
      request({ method: 'POST', body: '{"a":1}', headers: idempotencyKey('k1') }),
    );
    expect(response.status).toBe(201);
    expect(bodies).toEqual(['k1 {"a":1}', 'k1 {"a":1}']);
  });

  it('is lost, and says so, when it cannot be renewed; it does not ask again', async () => {
    setAccessToken('old');
    const lost = vi.fn();
    const stop = onSessionLost(lost);
    serverKnowing('new', () => json(401, { code: 'session_ended', title: 'Sesi berakhir' }));
    await expect(ask(health())).rejects.toMatchObject({
      problem: { status: 401, code: 'token_expired' },
    });
    expect(lost).toHaveBeenCalledOnce();
    await expect(ask(health())).rejects.toBeInstanceOf(ProblemError);
    expect(seen().filter((path) => path.endsWith('/refresh'))).toHaveLength(1);
    stop();
  });

  it('is not lost because the server is in trouble', async () => {
    setAccessToken('old');
    serverKnowing('new', () => json(503, {}));
    await expect(ask(health())).rejects.toBeInstanceOf(ProblemError);
    expect(accessToken()).toBe('old');
  });

  it('of a visitor is never renewed', async () => {
    serverKnowing('new', () => json(200, { access_token: 'new' }));
    await expect(ask(health())).rejects.toBeInstanceOf(ProblemError);
    expect(seen()).toEqual(['/api/v1/health']);
  });
});

describe('an answer', () => {
  it('gives data and version', async () => {
    setAccessToken('t');
    serverKnowing('t', () => json(500, {}));
    const { data, etag } = await askVersioned(health());
    expect(data).toEqual({ status: 'ok', demo: false });
    expect(ifMatch(etag)).toEqual({ 'If-Match': '"7"' });
  });

  it('that is a problem keeps its fields and pointers', async () => {
    const problem = {
      code: 'validation',
      title: 'Belum lengkap',
      detail: 'd',
      errors: [{ pointer: '/nik', code: 'length', message: 'm' }],
      trace_id: 'x',
    };
    server.mockResolvedValue(json(422, problem, { 'Content-Type': 'application/problem+json' }));
    const thrown = await ask(health()).catch(asProblem);
    expect(thrown).toEqual({ status: 422, ...problem });
  });

  it('that never came is a plain sentence', async () => {
    server.mockRejectedValue(new TypeError('Failed to fetch'));
    expect(await ask(health()).catch(asProblem)).toMatchObject({
      code: 'network_unreachable',
      title: 'Tidak tersambung ke server',
    });
  });

  it('from a proxy in the way is a plain sentence too', async () => {
    server.mockResolvedValue(new Response('<html>502</html>', { status: 502 }));
    expect(await ask(health()).catch(asProblem)).toMatchObject({
      status: 502,
      code: 'unreadable_answer',
    });
  });
});
