/** The quick count of who is above whom, held against the comparison of every pair. */
import { expect, it } from 'vitest';
import { multiplyDivide } from './decimal';
import { applyRulings, type Key, standing, verdict } from './order';

/** Numbers that look random and are the same in every run. */
function dice(seed: number) {
  let state = seed;
  return (sides: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}

/** 1 above, -1 below, 0 open: by the first criterion on which the two differ. */
function compare(one: Key[], other: Key[]) {
  for (const [level, key] of one.entries()) {
    const against = other[level];
    if (!against || Number.isNaN(key.value) || Number.isNaN(against.value)) return 0;
    if (key.kind !== against.kind) return 0;
    if (key.value !== against.value) return key.value > against.value ? 1 : -1;
  }
  return 0;
}

const people = (roll: (sides: number) => number) =>
  Array.from({ length: roll(9) }, () =>
    Array.from({ length: 3 }, (): Key => {
      const kind = roll(3) === 0 ? 'ijazah' : 'ipk';
      return { kind, value: roll(7) === 0 ? Number.NaN : roll(3) };
    }),
  );

it('counts as the comparison of every pair does', () => {
  const roll = dice(1);
  for (let time = 0; time < 2_000; time += 1) {
    const keys = people(roll);
    const { above, below } = standing(keys);
    keys.forEach((own, person) => {
      const results = keys.map((other, index) => (index === person ? 0 : compare(own, other)));
      expect(below[person]).toBe(results.filter((result) => result > 0).length);
      expect(above[person]).toBe(results.filter((result) => result < 0).length);
    });
  }
});

/** Every order of all people that agrees with what is sure. */
function* orders(left: number[], keys: Key[][]): Generator<number[]> {
  if (left.length === 0) yield [];
  for (const first of left) {
    const beaten = left.some((other) => compare(keys[other] ?? [], keys[first] ?? []) > 0);
    if (beaten) continue;
    const rest = left.filter((other) => other !== first);
    for (const order of orders(rest, keys)) yield [first, ...order];
  }
}

it('is sure of a place just where every possible order agrees', () => {
  const roll = dice(2);
  for (let time = 0; time < 300; time += 1) {
    const keys = people(roll).slice(0, 5);
    const places = roll(4);
    const possible = [...orders([...keys.keys()], keys)];
    keys.forEach((_, person) => {
      const ins = possible.filter((order) => order.indexOf(person) < places).length;
      const expected = ins === 0 ? 'out' : ins === possible.length ? 'in' : 'open';
      expect(verdict(standing(keys), person, places)).toBe(expected);
    });
  }
});

it('lets a ruling close what is open, and change nothing that is sure', () => {
  const tied = { kind: 0, value: 5 };
  const keys = [[tied], [tied], [{ kind: 0, value: 4 }]];
  const result = standing(keys);
  const order = [2, 1, undefined];
  applyRulings(result, keys, [(person) => order[person]]);
  expect(result.above).toEqual([1, 0, 2]);
  const against = standing(keys);
  applyRulings(against, keys, [(person) => 3 - person]);
  expect(against.above).toEqual([1, 0, 2]);
});

it('rounds half up, and exactly beyond the safe numbers too', () => {
  const [mark, whole] = [398_000, 550_000];
  expect(multiplyDivide(mark, 100_000, whole, 1)).toBe(72_364);
  expect(multiplyDivide(72_364, 400, 1_000, 1)).toBe(28_946);
  expect(multiplyDivide(225_000, 10_000, 100_000, 1_000)).toBe(23_000);
  expect(multiplyDivide(5, 1, 10, 1)).toBe(1);
  const large = 999_999_999_999;
  expect(multiplyDivide(large, large, large, 1)).toBe(large);
  expect(multiplyDivide(large, large - 1, 2 * large, 1)).toBe((large - 1) / 2);
});
