/** What came out, as the sheet that is published beside an announcement, and its comparison with one. */
import { lower, readSheet, writeSheet } from './csv';
import { formatDecimal, parseDecimal } from './decimal';
import { byBytes, type Program, slotOf } from './program';
import { refuse } from './refusal';
import type { Case } from './stages';

export type Outcomes = { columns: string[]; rows: string[][] };

export type Difference = {
  /** Line of the expected sheet, or of the computed one where the expected has no such row. */
  row: number;
  participant: string;
  column: string;
  expected: string;
  found: string;
};

export function makeOutcomes(program: Program, cases: Case[], last: number): Outcomes {
  const final = finalName(program);
  const printed = program.printed.slice(0, last + 1);
  const names = printed.flat().filter((name) => name !== final);
  const made = [...printed, []].map((_, stages) => new Set(printed.slice(0, stages).flat()));
  const sorted = [...cases].sort(({ who: one }, { who: other }) => byBytes(one.id, other.id));
  return {
    columns: ['participant', 'vacancy', 'status', 'rank', ...names, 'final', 'placed_at'],
    rows: sorted.map((one) => {
      const cell = (name: string) =>
        made[one.stages]?.has(name) ? numberOf(program, one, name) : '';
      const { who, rank, placedAt } = one;
      const values = [...names, final].map(cell);
      const start = [who.id, who.vacancy.id, statusOf(program, one), `${rank ?? ''}`];
      return [...start, ...values, placedAt?.id ?? ''];
    }),
  };
}

/** The mark that the ranking compares first. */
function finalName({ rules }: Program): string {
  const [first] = rules.ranking.order.flatMap((criterion) =>
    typeof criterion === 'string' ? [] : [criterion.higher],
  );
  return first ?? '';
}

function numberOf(program: Program, { who }: Case, name: string): string {
  const slot = slotOf(program, name);
  const value = who.values[slot] ?? Number.NaN;
  return Number.isNaN(value) ? '' : formatDecimal(value, program.decimals[slot] ?? 0);
}

function statusOf({ rules }: Program, { state, code, who }: Case): string {
  if (state === 'active') return '';
  const found = code ?? rules.codes.by_state.get(state);
  if (!found) return state;
  return who.category && found.with_category
    ? found.with_category.replaceAll('{category}', who.category)
    : found.code;
}

export const outcomesCsv = ({ columns, rows }: Outcomes) => writeSheet(columns, rows);

/** Marks are equal as numbers: spreadsheets save 72.500 as 72.5. */
function sameMark(one: string, other: string): boolean {
  const mark = parseDecimal(one);
  return mark !== null && mark === parseDecimal(other);
}

/** The first difference, in the order of the expected sheet; null if there is none. */
export function compare(expectedCsv: string, outcomes: Outcomes): Difference | null {
  const expected = readSheet('expected', expectedCsv);
  const names = expected.columns.map(lower);
  for (const column of [...outcomes.columns, ...names]) {
    if (!names.includes(column) || !outcomes.columns.includes(column)) {
      const missing = !names.includes(column);
      refuse(
        { file: 'expected', row: 1, column },
        missing ? 'Kolom ini tidak ada.' : 'Kolom ini tidak dikenal.',
        missing ? 'This column is missing.' : 'This column is not known.',
      );
    }
  }
  const at = names.map((column) => outcomes.columns.indexOf(column));
  const key = names.indexOf('participant');
  const own = new Map(outcomes.rows.map((row) => [row[0] ?? '', row]));
  for (const [index, row] of expected.rows.entries()) {
    const line = expected.lines[index] ?? 0;
    const participant = row[key] ?? '';
    const found = own.get(participant);
    if (!found) {
      return { row: line, participant, column: 'participant', expected: participant, found: '' };
    }
    own.delete(participant);
    for (const [cell, column] of expected.columns.entries()) {
      const [theirs = '', ours = ''] = [row[cell], found[at[cell] ?? 0]];
      if (theirs !== ours && !sameMark(theirs, ours)) {
        return { row: line, participant, column, expected: theirs, found: ours };
      }
    }
  }
  const [left] = own.keys();
  if (left === undefined) return null;
  const row = outcomes.rows.findIndex(([participant]) => participant === left) + 2;
  return { row, participant: left, column: 'participant', expected: '', found: left };
}
