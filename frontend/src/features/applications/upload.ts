/**
 * Sends a file with its progress, which `fetch` cannot tell. A try that the line cut off starts again by itself under
 * the same key, so that the server never keeps the file twice.
 */
import { networkProblem, ProblemError, readProblem } from '../../api/problem';
import { accessToken, refresh } from '../../api/token';
import { currentLanguage } from '../../i18n/language';
import { untilItArrives } from '../../offline/again';

type Sent = { status: number; body: unknown };
/** Whole percent of this try; `waiting` while there is no line. */
export type OnProgress = (percent: number, waiting: boolean) => void;

/** So long nothing may move before a try counts as cut off. */
const STILL_MS = 45_000;
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

/** The answer with its status: 201 for something new, 200 for a file that came before. */
export async function uploadAnswer<T>(
  path: string,
  file: File,
  onProgress: OnProgress,
): Promise<{ status: number; data: T }> {
  const key = crypto.randomUUID();
  const sent = await untilItArrives(
    () => attempt(path, file, key, onProgress),
    () => onProgress(0, true),
  );
  return { status: sent.status, data: sent.body as T };
}

/** The stored document or import. */
export const upload = <T>(path: string, file: File, onProgress: OnProgress) =>
  uploadAnswer<T>(path, file, onProgress).then((answer) => answer.data);
