/** Sends a file with its progress; `fetch` cannot tell how much has gone out. */
import { networkProblem, ProblemError, readProblem } from '../../api/problem';
import { accessToken, refresh } from '../../api/token';
import { currentLanguage } from '../../i18n/language';

type Sent = { status: number; body: unknown };

function send(path: string, file: File, key: string, onProgress: (percent: number) => void) {
  return new Promise<Sent>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.responseType = 'json';
    request.setRequestHeader('Authorization', `Bearer ${accessToken() ?? ''}`);
    request.setRequestHeader('Accept-Language', currentLanguage());
    request.setRequestHeader('Idempotency-Key', key);
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(Math.round((event.loaded / event.total) * 100));
    };
    request.onload = () => resolve({ status: request.status, body: request.response });
    request.onerror = () => reject(new ProblemError(networkProblem()));
    request.send(file);
  });
}

/** The answer with its status: 201 for something new, 200 for a file that came before. Renews the session once. */
export async function uploadAnswer<T>(
  path: string,
  file: File,
  onProgress: (percent: number) => void,
): Promise<{ status: number; data: T }> {
  const key = crypto.randomUUID();
  let sent = await send(path, file, key, onProgress);
  if (sent.status === 401 && (await refresh())) sent = await send(path, file, key, onProgress);
  if (sent.status >= 400) throw new ProblemError(readProblem(sent.status, sent.body));
  return { status: sent.status, data: sent.body as T };
}

/** The stored document or import. */
export const upload = <T>(path: string, file: File, onProgress: (percent: number) => void) =>
  uploadAnswer<T>(path, file, onProgress).then((answer) => answer.data);
