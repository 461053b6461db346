/** A cut upload starts again by itself, under the same key, and stops where the file itself is refused. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { tryLine } from '../../offline/line';
import { upload } from './upload';

type Outcome = 'cut' | 'silent' | { status: number; body: unknown };
let outcomes: Outcome[] = [];
const keys: string[] = [];

/** A line that does what `outcomes` say, one try after the other. */
class Line {
  upload: { onprogress?: (event: Partial<ProgressEvent>) => void } = {};
  status = 0;
  response: unknown = null;
  responseType = '';
  onload = () => {};
  onerror = () => {};
  onabort = () => {};
  open() {}
  setRequestHeader(name: string, value: string) {
    if (name === 'Idempotency-Key') keys.push(value);
  }
  abort() {
    this.onabort();
  }
  send() {
    const outcome = outcomes.shift();
    this.upload.onprogress?.({ lengthComputable: true, loaded: 40, total: 100 });
    if (outcome === 'cut') queueMicrotask(() => this.onerror());
    else if (outcome !== 'silent' && outcome) {
      this.status = outcome.status;
      this.response = outcome.body;
      queueMicrotask(() => this.onload());
    }
  }
}

const file = new File(['%PDF'], 'ijazah.pdf', { type: 'application/pdf' });
const stored = { status: 201, body: { id: 'dokumen-1' } };
const seen: [number, boolean][] = [];
const send = () => upload('/api/v1/documents', file, (...progress) => seen.push(progress));

beforeEach(() => {
  vi.stubGlobal('XMLHttpRequest', Line);
  vi.useFakeTimers();
  keys.length = 0;
  seen.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('starts again after a cut, and says that it waits', async () => {
  outcomes = ['cut', { status: 503, body: { code: 'unavailable', title: 'Sibuk' } }, stored];
  const sent = send();
  await vi.advanceTimersByTimeAsync(1000);
  await vi.advanceTimersByTimeAsync(2000);
  expect(await sent).toEqual({ id: 'dokumen-1' });
  expect(new Set(keys).size).toBe(1);
  expect(keys).toHaveLength(3);
  expect(seen).toContainEqual([0, true]);
  expect(seen.at(-1)).toEqual([40, false]);
});

it('starts at once when the line says that it is back', async () => {
  outcomes = ['cut', stored];
  const sent = send();
  await vi.advanceTimersByTimeAsync(0);
  tryLine();
  expect(await sent).toEqual({ id: 'dokumen-1' });
});

it('waits for a try that the server still works on', async () => {
  outcomes = ['silent', { status: 409, body: { code: 'still_running', title: '' } }, stored];
  const sent = send();
  await vi.advanceTimersByTimeAsync(45_000);
  await vi.advanceTimersByTimeAsync(1000);
  await vi.advanceTimersByTimeAsync(2000);
  expect(await sent).toEqual({ id: 'dokumen-1' });
});

it('does not repeat what was refused', async () => {
  outcomes = [{ status: 422, body: { code: 'file_damaged', title: 'Berkas tidak terbaca.' } }];
  await expect(send()).rejects.toHaveProperty('problem.code', 'file_damaged');
  expect(keys).toHaveLength(1);
});
