/** The one way to the API: typed by the document, signed in by itself, every failure a Problem. */
import { currentLanguage } from '../i18n/language';
import { withLastAnswer } from '../offline/answers';
import { reportDemo } from './demo';
import { networkProblem, ProblemError, readProblem } from './problem';
import type { paths } from './schema.gen';
import { accessToken, mayHaveSession, refresh } from './token';
import { clientOver } from './transport';

async function send(request: Request): Promise<Response> {
  const token = accessToken();
  if (token) request.headers.set('Authorization', `Bearer ${token}`);
  request.headers.set('Accept-Language', currentLanguage());
  try {
    // Whoever may have changed something asks past the caches, which keep public answers for a minute.
    const response = await fetch(request, token ? { cache: 'no-cache' } : undefined);
    if (response.headers.has('x-terang-demo')) reportDemo();
    return response;
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw new ProblemError(networkProblem());
  }
}

/**
 * `fetch` with the session: after a 401 it renews once and asks once more, with the same body and the same keys; a
 * reading without a line gets the last answer of this device.
 */
export function sessionFetch(request: Request): Promise<Response> {
  return withLastAnswer(request, () => renewing(request));
}

async function renewing(request: Request): Promise<Response> {
  const again = request.clone();
  const response = await send(request);
  if (response.status !== 401 || !mayHaveSession()) return response;
  return (await refresh()) ? send(again) : response;
}

export const api = clientOver<paths>(sessionFetch);

type Answer<T> = { data?: T; error?: unknown; response: Response };

/** Awaits a call of `api` and gives its data, or throws a ProblemError. */
export async function ask<T>(call: Promise<Answer<T>>): Promise<T> {
  return (await askVersioned(call)).data;
}

export type Versioned<T> = { data: T; etag: string | null };

/** As `ask`, with the version (ETag) that a later change must name. */
export async function askVersioned<T>(call: Promise<Answer<T>>): Promise<Versioned<T>> {
  const { data, error, response } = await call;
  if (!response.ok) throw new ProblemError(readProblem(response.status, error));
  return { data: data as T, etag: response.headers.get('ETag') };
}

/** Header for changing something: `headers: ifMatch(versioned.etag)`. */
export function ifMatch(etag: string | null): { 'If-Match'?: string } {
  return etag ? { 'If-Match': etag } : {};
}

/** Header for creating something: `headers: idempotencyKey(key)`, with the key of `useIdempotencyKey`. */
export const idempotencyKey = (key: string) => ({ 'Idempotency-Key': key });
