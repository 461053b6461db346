/** Starts a check and hears of it; the answer stops it. */
import type { Answer, Job } from './job';

export type Message = { progress: number } | { answer: Answer } | { broken: true };

export type Run = (job: Job, hear: (message: Message) => void) => () => void;

export const inWorker =
  (make: () => Worker): Run =>
  (job, hear) => {
    let worker: Worker;
    try {
      worker = make();
    } catch {
      hear({ broken: true });
      return () => {};
    }
    const stop = () => worker.terminate();
    worker.onmessage = ({ data }: MessageEvent<Message>) => {
      if (!('progress' in data)) stop();
      hear(data);
    };
    worker.onerror = () => {
      stop();
      hear({ broken: true });
    };
    worker.postMessage(job);
    return stop;
  };
