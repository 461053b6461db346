/**
 * Two implementations, one rule document: random rounds computed by the server's engine come out the same here.
 * `cargo xtask test` makes the file and names it in TERANG_CASES; by itself `npm test` has none and says so.
 */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { expect, it } from 'vitest';
import { check, type Ending, outcomesCsv, recompute } from './index';

const file = process.env.TERANG_CASES;
const ROUNDS = 10_000;

type Case = {
  rules: string | object;
  vacancies: string;
  participants: string;
  rulings: string | null;
  outcomes: string;
  ending: 0 | 2;
};

const documents = new Map<string, string>();

function rulesOf({ rules }: Case): string {
  if (typeof rules !== 'string') return JSON.stringify(rules);
  const known =
    documents.get(rules) ?? readFileSync(`../api/selection/rules/${rules}.json`, 'utf8');
  documents.set(rules, known);
  return known;
}

/** The lines of a file that may be larger than a text can be. */
function* linesOf(path: string): Generator<string> {
  const opened = openSync(path, 'r');
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(1 << 20);
  let rest = '';
  for (let read = readSync(opened, buffer); read > 0; read = readSync(opened, buffer)) {
    const lines = (rest + decoder.decode(buffer.subarray(0, read), { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  closeSync(opened);
  if (rest !== '') yield rest;
}

const tell = (found: Ending) => (found.ending === 'different' ? found.difference : found.ending);

if (!file) console.info('The two rankings are not compared: TERANG_CASES names no file of rounds.');

it.skipIf(!file)(
  'comes to the same outcomes as the engine in every random round',
  { timeout: 300_000 },
  () => {
    let count = 0;
    for (const line of linesOf(file ?? '')) {
      count += 1;
      const round: Case = JSON.parse(line);
      const { vacancies, participants, rulings } = round;
      const files = {
        rules: rulesOf(round),
        vacancies,
        participants,
        rulings: rulings ?? undefined,
      };
      const found = recompute(files);
      const same = outcomesCsv(found.outcomes) === round.outcomes;
      const ending = found.refused.length === 0 ? 0 : 2;
      // The whole comparison only where it is needed: it names the line, the person and the column.
      const told = same && ending === round.ending ? true : tell(check(files, round.outcomes));
      expect(told, `line ${count} of ${file}, ending ${ending}`).toBe(true);
    }
    expect(count).toBeGreaterThanOrEqual(ROUNDS);
  },
);
