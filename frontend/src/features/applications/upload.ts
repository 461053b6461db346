/**
 * Sends a file with its progress, which `fetch` cannot tell. A try that the line cut off starts again by itself under
 * the same key, so that the server never keeps the file twice.
 */
import {
  asProblem,
  networkProblem,
  ProblemError,
  passesByItself,
  readProblem,
} from '../../api/problem';
import { accessToken, refresh } from '../../api/token';
import { currentLanguage } from '../../i18n/language';
import { lineBackOr } from '../../offline/line';

type Sent = { status: number; body: unknown };
/** Whole percent of this try; `waiting` while there is no line. */
export type OnProgress = (percent: number, waiting: boolean) => void;

/** So long nothing may move before a try counts as cut off. */
const STILL_MS = 45_000;
/** Waits between tries; a line that comes back ends one early. The last repeats. */
const PAUSES_MS = [1000, 2000, 5000, 10_000, 20_000, 30_000];
/** About a quarter of an hour, which is also how long after closing a file may finish. */
const TRIES = 34;

function send(path: string, file: File, key: string, onProgress: OnProgress) {
  return new Promise<Sent>((resolve, reject) => {
    const request = new XMLHttpRequest();
    let still: ReturnType<typeof setTimeout>;
    const moved = () => {
      clearTimeout(still);
      still = setTimeout(() => request.abort(), STILL_MS);
    };
    const cutOff = () => {
      clearTimeout(still);
      reject(new ProblemError(networkProblem()));
    };
    request.open('POST', path);
    request.responseType = 'json';
    request.setRequestHeader('Authorization', `Bearer ${accessToken() ?? ''}`);
    request.setRequestHeader('Accept-Language', currentLanguage());
    request.setRequestHeader('Idempotency-Key', key);
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    request.upload.onprogress = (event) => {
      moved();
      if (event.lengthComputable) onProgress(Math.round((event.loaded / event.total) * 100), false);
    };
    request.onload = () => {
      clearTimeout(still);
      resolve({ status: request.status, body: request.response });
    };
    request.onerror = cutOff;
    request.onabort = cutOff;
    moved();
    request.send(file);
  });
}

/** One try, with the session renewed once where it ran out. */
async function attempt(path: string, file: File, key: string, onProgress: OnProgress) {
  let sent = await send(path, file, key, onProgress);
  if (sent.status === 401 && (await refresh())) sent = await send(path, file, key, onProgress);
  if (sent.status >= 400) throw new ProblemError(readProblem(sent.status, sent.body));
  return sent;
}

/** Nothing is wrong with the file: the line broke, or the server still works on the try before. */
const startsAgain = (error: unknown) => {
  const problem = asProblem(error);
  return passesByItself(problem) || ['still_running', 'file_interrupted'].includes(problem.code);
};

/** The answer with its status: 201 for something new, 200 for a file that came before. */
export async function uploadAnswer<T>(
  path: string,
  file: File,
  onProgress: OnProgress,
): Promise<{ status: number; data: T }> {
  const key = crypto.randomUUID();
  for (let tried = 0; ; tried += 1) {
    try {
      const sent = await attempt(path, file, key, onProgress);
      return { status: sent.status, data: sent.body as T };
    } catch (error) {
      if (tried + 1 >= TRIES || !startsAgain(error)) throw error;
      onProgress(0, true);
      await lineBackOr(PAUSES_MS[Math.min(tried, PAUSES_MS.length - 1)] ?? 0);
    }
  }
}

/** The stored document or import. */
export const upload = <T>(path: string, file: File, onProgress: OnProgress) =>
  uploadAnswer<T>(path, file, onProgress).then((answer) => answer.data);
