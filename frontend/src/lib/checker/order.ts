/**
 * Who ranks above whom. Where the criteria say neither "above" nor "below" a pair is open; it is never closed
 * by chance, so one person may be surely above some, surely below others, and open towards the rest.
 */
import type { Participant } from './inputs';
import { type Program, slotOf } from './program';
import type { Criterion } from './rules';

/** What one criterion says of a person: the greater value is better, among values of the same kind. */
export type Key = { kind: string | number; value: number };

/** Stands for "nothing is known": open towards everybody, another such one included. */
const UNKNOWN: Key = { kind: Number.NaN, value: Number.NaN };

const known = (kind: string | number, value: number): Key =>
  Number.isNaN(value) ? UNKNOWN : { kind, value };

export type KeyMaker = (person: Participant) => Key;

export function keyMaker(program: Program, criterion: Criterion, at: string): KeyMaker {
  if (typeof criterion !== 'string') {
    const slot = slotOf(program, criterion.higher, at);
    return ({ values }) => known(0, values[slot] ?? Number.NaN);
  }
  if (criterion === 'earlier_birth') return ({ age }) => known(0, age);
  if (criterion === 'higher_grade') {
    return ({ grade }) => (grade ? known(grade.kind, grade.value) : UNKNOWN);
  }
  const priorities = new Map(
    program.rules.categories?.known.map(({ code, priority }) => [code, priority ?? null]),
  );
  return ({ category }) => {
    const priority = priorities.get(category);
    if (priority === undefined) return UNKNOWN;
    return priority === null ? known(category, 0) : known(0, -priority);
  };
}

const isUnknown = (key: Key | undefined) => key === undefined || Number.isNaN(key.value);

/** Above 0: the first is above; below 0: the second is; 0: open. */
function compare(first: Key[], second: Key[]): number {
  for (const [level, one] of first.entries()) {
    const other = second[level];
    if (!other || isUnknown(one) || isUnknown(other) || one.kind !== other.kind) return 0;
    if (one.value !== other.value) return one.value - other.value;
  }
  return 0;
}

export type Standing = {
  /** How many are surely above, and how many surely below, by the place in the list. */
  above: number[];
  below: number[];
};

/** Counts without comparing every pair: by criterion, among those who were equal until then. */
export function standing(keys: Key[][]): Standing {
  const result: Standing = {
    above: new Array(keys.length).fill(0),
    below: new Array(keys.length).fill(0),
  };
  count(keys, [...keys.keys()], 0, result);
  return result;
}

function count(keys: Key[][], group: number[], level: number, { above, below }: Standing) {
  const first = group[0];
  if (group.length < 2 || first === undefined || level >= (keys[first]?.length ?? 0)) return;
  const value = (person: number) => keys[person]?.[level]?.value ?? Number.NaN;
  const kinds = new Map<string | number, number[]>();
  for (const person of group) {
    const key = keys[person]?.[level];
    if (!key || isUnknown(key)) continue;
    const members = kinds.get(key.kind);
    if (members) members.push(person);
    else kinds.set(key.kind, [person]);
  }
  for (const members of kinds.values()) {
    members.sort((one, other) => value(other) - value(one));
    for (let start = 0; start < members.length; ) {
      let end = start + 1;
      const best = value(members[start] ?? 0);
      while (end < members.length && value(members[end] ?? 0) === best) end += 1;
      const equals = members.slice(start, end);
      for (const person of equals) {
        above[person] = (above[person] ?? 0) + start;
        below[person] = (below[person] ?? 0) + members.length - end;
      }
      count(keys, equals, level + 1, { above, below });
      start = end;
    }
  }
}

/**
 * Rulings close pairs that the criteria leave open. Each list gives a person's order or undefined; a pair
 * that one list closes is closed for those after it.
 */
export function applyRulings(
  standing: Standing,
  keys: Key[][],
  lists: ((person: number) => number | undefined)[],
) {
  const closed = new Set<string>();
  for (const orderOf of lists) {
    const ruled = [...keys.keys()].filter((person) => orderOf(person) !== undefined);
    ruled.sort((one, other) => (orderOf(one) ?? 0) - (orderOf(other) ?? 0));
    ruled.forEach((upper, index) => {
      for (const lower of ruled.slice(index + 1)) {
        const pair = [upper, lower].sort((one, other) => one - other).join();
        if (closed.has(pair) || compare(keys[upper] ?? [], keys[lower] ?? []) !== 0) continue;
        closed.add(pair);
        standing.above[lower] = (standing.above[lower] ?? 0) + 1;
        standing.below[upper] = (standing.below[upper] ?? 0) + 1;
      }
    });
  }
}

export type Verdict = 'in' | 'out' | 'open';

/** Whether somebody is among the best `places`, however the open pairs may be closed. */
export function verdict({ above, below }: Standing, person: number, places: number): Verdict {
  if ((above[person] ?? 0) >= places) return 'out';
  return above.length - 1 - (below[person] ?? 0) < places ? 'in' : 'open';
}
