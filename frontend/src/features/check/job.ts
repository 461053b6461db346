/** One check from chosen files to its answer: what the worker does, and what travels to and from it. */
import {
  check,
  type Difference,
  type FileName,
  outcomesCsv,
  type Place,
  Refusal,
  refuse,
  type Sentence,
  type Summary,
} from '../../lib/checker';

export type Job = {
  files: Partial<Record<FileName, Blob>>;
  /** Code of the stage to stop after; the whole round without it. */
  through?: string;
};

type Told = { place: Place; why: Sentence };

export type Answer = { seconds: number; summary?: Summary; csv?: Blob } & (
  | { ending: 'same' }
  | { ending: 'computed' }
  | { ending: 'different'; difference: Difference }
  | { ending: 'unknown'; refusal: Told }
);

/** More than any round has; a text cannot be much longer. */
const MOST_MEGABYTES = 200;

async function textOf(file: FileName, blob: Blob | undefined): Promise<string | undefined> {
  if (!blob) return undefined;
  if (blob.size > MOST_MEGABYTES * 1_000_000) {
    refuse(
      { file },
      `Berkas ini lebih besar dari ${MOST_MEGABYTES} MB.`,
      `This file is larger than ${MOST_MEGABYTES} MB.`,
    );
  }
  const bytes = await blob
    .arrayBuffer()
    .catch(() =>
      refuse(
        { file },
        'Berkas ini tidak dapat dibaca, mungkin sudah diubah atau dipindahkan. Pilih sekali lagi.',
        'This file cannot be read; it may have been changed or moved. Choose it again.',
      ),
    );
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    refuse(
      { file },
      'Berkas ini bukan teks UTF-8. Berkas lembar kerja disimpan dahulu sebagai CSV UTF-8.',
      'This file is not UTF-8 text. Save a spreadsheet as CSV UTF-8 first.',
    );
  }
}

async function needed(file: FileName, blob: Blob | undefined): Promise<string> {
  return (
    (await textOf(file, blob)) ?? refuse({ file }, 'Berkas ini belum ada.', 'This file is missing.')
  );
}

type Ended = ReturnType<typeof check>;

async function run({ files, through }: Job, onProgress: (done: number) => void): Promise<Ended> {
  try {
    const texts = {
      rules: await needed('rules', files.rules),
      vacancies: await needed('vacancies', files.vacancies),
      participants: await needed('participants', files.participants),
      rulings: await textOf('rulings', files.rulings),
      through,
    };
    return check(texts, await textOf('expected', files.expected), onProgress);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ending: 'unknown', refusal: error };
  }
}

export async function perform(job: Job, onProgress: (done: number) => void): Promise<Answer> {
  const began = performance.now();
  const ended = await run(job, onProgress);
  const { summary, outcomes } = ended;
  const csv = outcomes && new Blob([outcomesCsv(outcomes)], { type: 'text/csv;charset=utf-8' });
  const common = { seconds: (performance.now() - began) / 1000, summary, csv };
  if (ended.ending === 'different') {
    return { ...common, ending: ended.ending, difference: ended.difference };
  }
  if (ended.ending === 'unknown') {
    const { place, why } = ended.refusal;
    return { ...common, ending: ended.ending, refusal: { place, why } };
  }
  return { ...common, ending: ended.ending };
}
