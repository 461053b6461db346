/** Checks one announcement away from the page, so that the page stays at hand. */
import { NoBundle } from './bundle';
import type { Checked } from './findings';
import { type Job, recheck, type Step } from './recheck';

export type Message =
  | { step: Step; done: number }
  | { checked: Checked }
  | { absent: true }
  | { broken: 'line' | 'program' };

const isLine = (error: unknown) =>
  error instanceof TypeError && /fetch|load|network/i.test(error.message);

const post = (message: Message) => postMessage(message);

addEventListener('message', ({ data }: MessageEvent<Job>) => {
  recheck(data, (step, done) => post({ step, done })).then(
    (checked) => post({ checked }),
    (error) => {
      if (error instanceof NoBundle) post({ absent: true });
      else post({ broken: isLine(error) ? 'line' : 'program' });
    },
  );
});
