/**
 * What the server answered to pages that need no account, kept for half a minute and asked once at a time.
 *
 * One way for each kind of page: public pages use `useAnswer` and `useAnswerPages`, which rest on this file and weigh
 * next to nothing; pages behind the sign-in change things, and use React Query (`api/queries.ts`), which a visitor on
 * a phone never downloads.
 */
import { asProblem, passesByItself } from './problem';

const FRESH_MS = 30_000;
/** Enough for a walk through the pages; letters typed into a search must not fill the memory. */
const MOST = 60;
const TRIES = 3;
const PAUSE_MS = 1000;

type Kept = { at: number; answer: Promise<unknown> };
const kept = new Map<string, Kept>();

/** What the server wrote into the page (`site/shell.rs`), by the same keys: the first page need not ask or wait. */
const written = readWritten();
for (const [key, answer] of Object.entries(written)) {
  kept.set(key, { at: Date.now(), answer: Promise.resolve(answer) });
}
/** What came with the page is asked for once more when the page rests: only then it is there without a line too. */
const asked = new Set<string>();
const RESTED_MS = 5000;

function readWritten(): Record<string, unknown> {
  const text = globalThis.document?.getElementById('first-answers')?.textContent;
  try {
    return text ? JSON.parse(text) : {};
  } catch {
    return {};
  }
}

/** The answer that came with the page, at hand before anything is drawn. */
export const writtenAnswer = <T>(key: string) => written[key] as T | undefined;

/** Only what may pass by itself is tried again: no connection, or a server in trouble. */
async function patiently<T>(load: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await load();
    } catch (error) {
      if (tried >= TRIES || !passesByItself(asProblem(error))) throw error;
      await new Promise((go) => setTimeout(go, tried * PAUSE_MS));
    }
  }
}

/** The answer that is kept under this key while it is fresh, or a new one. A failure is not kept. */
export function answerTo<T>(key: string, load: () => Promise<T>): Promise<T> {
  const found = kept.get(key);
  if (key in written && !asked.has(key)) {
    asked.add(key);
    setTimeout(() => load().catch(() => {}), RESTED_MS);
  }
  if (found && Date.now() - found.at < FRESH_MS) return found.answer as Promise<T>;
  const answer = patiently(load);
  kept.delete(key);
  kept.set(key, { at: Date.now(), answer });
  answer.catch(() => {
    if (kept.get(key)?.answer === answer) kept.delete(key);
  });
  const [oldest] = kept.keys();
  if (kept.size > MOST && oldest !== undefined) kept.delete(oldest);
  return answer;
}

export const forgetAnswer = (key: string) => kept.delete(key);

/** What one person was shown must not stay in memory for the next. */
export const forgetAnswers = () => kept.clear();
