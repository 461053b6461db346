/** Completeness: whoever registered stands in the announcement, and nobody else does. */
import { fromHex, leafHash, rootOf, toHex } from '../../../lib/record';
import type { Finding, Reason } from './findings';

export type Sealed = { count: number; root: Uint8Array };

const FILE = 'ancestry.csv';
const HEADING = 'token,participant,standing';
const PARTICIPATES = 'participates';
const WITHHELD = 'withheld';

const found = (outcome: Finding['outcome'], reason: Reason, row?: number, participant?: string) => {
  const values = {
    file: FILE,
    ...(row !== undefined && { row: `${row}` }),
    ...(participant !== undefined && { participant }),
  };
  return { check: 'complete', outcome, reason, values } satisfies Finding;
};

/** `participants` are those of the run; `withheld`: how many more the announcement says are in vacancies kept back. */
export function completeness(
  text: string,
  sealed: Sealed,
  participants: Iterable<string>,
  withheld: number,
): Finding {
  const lines = text.split('\n');
  if (lines.shift() !== HEADING || lines.pop() !== '')
    return found('bad', 'ancestry_unreadable', 1);
  const tokens = new Set<string>();
  const people = new Map<string, { row: number; takesPart: boolean }>();
  let keptBack = 0;
  for (const [at, line] of lines.entries()) {
    const [token = '', participant = '', standing, more] = line.split(',');
    const row = at + 2;
    if (!/^[0-9a-f]{64}$/.test(token) || standing === undefined || more !== undefined) {
      return found('bad', 'ancestry_unreadable', row);
    }
    if (tokens.has(token) || (participant !== '' && people.has(participant))) {
      return found('bad', 'twice', row, participant || token);
    }
    tokens.add(token);
    if (standing === WITHHELD) keptBack += 1;
    if (participant) people.set(participant, { row, takesPart: standing === PARTICIPATES });
  }
  const leaves = [...tokens].sort().map((token) => leafHash(fromHex('json', token, 32)));
  if (tokens.size !== sealed.count || toHex(rootOf(leaves)) !== toHex(sealed.root)) {
    return found('bad', 'ancestry_other');
  }
  if (keptBack !== withheld) return found('bad', 'withheld_other');
  for (const participant of participants) {
    if (!people.get(participant)?.takesPart) return found('bad', 'ghost', undefined, participant);
    people.delete(participant);
  }
  const left = [...people].find(([, { takesPart }]) => takesPart);
  if (left) return found('bad', 'vanished', left[1].row, left[0]);
  return { check: 'complete', outcome: 'good', reason: 'good' };
}
