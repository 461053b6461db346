/** Does over and over what only the line can spoil, for things that a person should not have to start again. */
import { asProblem, passesByItself } from '../api/problem';
import { lineBackOr } from './line';

/** Waits between tries; a line that comes back ends one early. The last repeats. */
const PAUSES_MS = [1000, 2000, 5000, 10_000, 20_000, 30_000];
/** About a quarter of an hour, which is also how long after closing a file may finish. */
const TRIES = 34;

/** Nothing is wrong with what was sent: the line broke, or the server still works on the try before. */
const startsAgain = (error: unknown) => {
  const problem = asProblem(error);
  return passesByItself(problem) || ['still_running', 'file_interrupted'].includes(problem.code);
};

/** `act` must be such that a repeat changes nothing: under one key, or over one version. */
export async function untilItArrives<T>(act: () => Promise<T>, onWait: () => void): Promise<T> {
  for (let tried = 0; ; tried += 1) {
    try {
      return await act();
    } catch (error) {
      if (tried + 1 >= TRIES || !startsAgain(error)) throw error;
      onWait();
      await lineBackOr(PAUSES_MS[Math.min(tried, PAUSES_MS.length - 1)] ?? 0);
    }
  }
}
