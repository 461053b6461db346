/** Does one check away from the page, so that the page stays at hand. */
import { type Job, perform } from './job';
import type { Message } from './run';

const post = (message: Message) => postMessage(message);

addEventListener('message', ({ data }: MessageEvent<Job>) => {
  perform(data, (progress) => post({ progress })).then(
    (answer) => post({ answer }),
    () => post({ broken: true }),
  );
});
