/** What came out, as the sheet that is published beside an announcement, and its comparison with one. */
import { readSheet, writeSheet } from './csv';
import { formatDecimal } from './decimal';
import { byBytes, type Program } from './program';
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
  const printed = program.printed.slice(0, last + 1);
  const columns = printed.flat().map((name) => {
    const slot = program.slots.get(name) ?? 0;
    return { slot, decimals: program.decimals[slot] ?? 0 };
  });
  const sorted = [...cases].sort(({ who: one }, { who: other }) => byBytes(one.id, other.id));
  const byStage = printed.map((names) => names.length);
  return {
    columns: ['participant', 'vacancy', 'status', 'rank', ...printed.flat(), 'placed_at'],
    rows: sorted.map((one) => {
      const count = byStage.slice(0, one.stages).reduce((sum, each) => sum + each, 0);
      const values = columns.map(({ slot, decimals }, index) => {
        const value = one.who.values[slot] ?? Number.NaN;
        return index >= count || Number.isNaN(value) ? '' : formatDecimal(value, decimals);
      });
      const { who, rank, placedAt } = one;
      const status = statusOf(program, one);
      return [who.id, who.vacancy.id, status, `${rank ?? ''}`, ...values, placedAt?.id ?? ''];
    }),
  };
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

/** The first difference, in the order of the expected sheet; null if there is none. */
export function compare(expectedCsv: string, outcomes: Outcomes): Difference | null {
  const expected = readSheet('expected', expectedCsv);
  for (const column of ['participant', ...expected.columns]) {
    if (!expected.columns.includes(column) || !outcomes.columns.includes(column)) {
      const missing = !expected.columns.includes(column);
      refuse(
        { file: 'expected', row: 1, column },
        missing ? 'Kolom ini tidak ada.' : 'Kolom ini tidak dikenal.',
        missing ? 'This column is missing.' : 'This column is not known.',
      );
    }
  }
  const at = expected.columns.map((column) => outcomes.columns.indexOf(column));
  const key = expected.columns.indexOf('participant');
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
      if (theirs !== ours) {
        return { row: line, participant, column, expected: theirs, found: ours };
      }
    }
  }
  const [left] = own.keys();
  if (left === undefined) return null;
  const row = outcomes.rows.findIndex(([participant]) => participant === left) + 2;
  return { row, participant: left, column: 'participant', expected: '', found: left };
}
