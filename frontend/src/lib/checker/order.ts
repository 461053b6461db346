/**
 * Who ranks above whom. Where the criteria say neither "above" nor "below" a pair is open; it is never closed
 * by chance, so one person may be surely above some, surely below others, and open towards the rest.
 */
import type { Participant } from './inputs';
import { type Program, slotOf } from './program';
import type { Criterion } from './rules';

/**
 * What one criterion says of a person: the greater value is better, among values of the same kind. null is open
 * towards everybody, another null included.
 */
export type Key = { kind: string | number; value: number } | null;

export type Comparison = (who: Participant) => Key;

/** Who does not have a test equals those who do not either, and cannot be compared with those who do. */
const known = (value: number): Key =>
  Number.isNaN(value) ? { kind: 'none', value: 0 } : { kind: 0, value };

/** The comparisons that an order makes in this round. */
export function comparisons(
  program: Program,
  order: Criterion[],
  round: Participant[],
): Comparison[] {
  const categories = round.some(({ category }) => category !== '');
  return order
    .filter((criterion) => criterion !== 'category' || categories)
    .map((criterion) => comparison(program, criterion));
}

function comparison(program: Program, criterion: Criterion): Comparison {
  if (typeof criterion !== 'string') {
    const slot = slotOf(program, criterion.higher);
    return ({ values }) => known(values[slot] ?? Number.NaN);
  }
  if (criterion === 'earlier_birth') return ({ age }) => age;
  if (criterion === 'higher_grade') return ({ grade }) => grade;
  const priorities = new Map(
    program.rules.categories?.known.map(({ code, priority }) => [code, priority ?? null]),
  );
  return ({ category }) => {
    const priority = priorities.get(category);
    if (priority === undefined) return null;
    return priority === null ? { kind: category, value: 0 } : { kind: 0, value: -priority };
  };
}

export type Standing = {
  /** How many are surely above, and how many surely below, by the place in the list. */
  above: number[];
  below: number[];
};

/** Counts without comparing every pair: by criterion, among those who were equal until then. */
export function standing(people: Participant[], comparisons: Comparison[]): Standing {
  const result: Standing = {
    above: new Array(people.length).fill(0),
    below: new Array(people.length).fill(0),
  };
  count(people, [...people.keys()], comparisons, result);
  return result;
}

function count(
  people: Participant[],
  group: number[],
  [first, ...others]: Comparison[],
  { above, below }: Standing,
) {
  if (group.length < 2 || !first) return;
  const kinds = new Map<string | number, Map<number, number[]>>();
  for (const person of group) {
    const who = people[person];
    const key = who && first(who);
    if (!key) continue;
    const values = kinds.get(key.kind) ?? new Map<number, number[]>();
    kinds.set(key.kind, values);
    const equals = values.get(key.value);
    if (equals) equals.push(person);
    else values.set(key.value, [person]);
  }
  for (const values of kinds.values()) {
    const sorted = [...values].sort(([one], [other]) => other - one);
    let better = 0;
    let worse = sorted.reduce((sum, [, equals]) => sum + equals.length, 0);
    for (const [, equals] of sorted) {
      worse -= equals.length;
      for (const person of equals) {
        above[person] = (above[person] ?? 0) + better;
        below[person] = (below[person] ?? 0) + worse;
      }
      count(people, equals, others, { above, below });
      better += equals.length;
    }
  }
}

/** Above 0: the first is above; below 0: the second is; 0: open. */
export function compare(one: Participant, other: Participant, comparisons: Comparison[]): number {
  for (const comparison of comparisons) {
    const [first, second] = [comparison(one), comparison(other)];
    if (!first || !second || first.kind !== second.kind) return 0;
    if (first.value !== second.value) return first.value - second.value;
  }
  return 0;
}
