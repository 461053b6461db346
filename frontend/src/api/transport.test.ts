/** What comes back of a call: JSON read, other words as text, a file as it came. */
import { expect, it } from 'vitest';
import { clientOver } from './transport';

type Call = (path: string, call?: object) => Promise<{ data?: unknown; error?: unknown }>;

const get = (body: string, status = 200): Call =>
  (clientOver(async () => new Response(body, { status })) as unknown as { GET: Call }).GET;

it('gives a file byte for byte, also one that reads like JSON', async () => {
  for (const body of ['c2sp.org/tlog-proof@v1\n', '{"a": 1}']) {
    const { data } = await get(body)('/x', { parseAs: 'blob' });
    expect((data as Blob).size).toBe(body.length);
    expect(await (data as Blob).text()).toBe(body);
  }
});

it('reads the problem that came instead of a file', async () => {
  const { data, error } = await get('{"code": "proof_not_yet"}', 404)('/x', { parseAs: 'blob' });
  expect(data).toBeUndefined();
  expect(error).toEqual({ code: 'proof_not_yet' });
});
