/** Who surely has a place, held against every order of the people that agrees with what is sure. */
import { describe, expect, it } from 'vitest';
import type { Participant, Vacancy } from './inputs';
import { type Comparison, compare, type Key, standing } from './order';
import { applyRuling, drawBorder } from './places';
import { type Case, whoOf } from './stages';

/** Numbers that look random and are the same in every run. */
function dice(seed: number) {
  let state = seed;
  return (sides: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}

const keys = new Map<Participant, Key[]>();
const order: Comparison[] = [0, 1, 2].map((level) => (who) => keys.get(who)?.[level] ?? null);

function person(own: Key[], state: Case['state'] = 'active'): Case {
  const who = {} as Participant;
  keys.set(who, own);
  return { who, state, rank: null, code: null, placedAt: null, stages: 1 };
}

const people = (roll: (sides: number) => number, most: number) =>
  Array.from({ length: roll(most + 1) }, () =>
    person(
      [0, 1, 2].map(() =>
        roll(7) === 0 ? null : { kind: roll(3) === 0 ? 'ijazah' : 'ipk', value: roll(3) },
      ),
    ),
  );

const above = (one: Case, other: Case) => compare(one.who, other.who, order) > 0;

/** Every order of all people that agrees with what is sure. */
function* orders(left: Case[]): Generator<Case[]> {
  if (left.length === 0) yield [];
  for (const first of left) {
    if (left.some((other) => above(other, first))) continue;
    for (const rest of orders(left.filter((other) => other !== first))) yield [first, ...rest];
  }
}

it('counts who is above and below as the comparison of every pair does', () => {
  const roll = dice(1);
  for (let time = 0; time < 2_000; time += 1) {
    const all = people(roll, 8);
    const found = standing(all.map(whoOf), order);
    all.forEach((one, index) => {
      expect(found.above[index]).toBe(all.filter((other) => above(other, one)).length);
      expect(found.below[index]).toBe(all.filter((other) => above(one, other)).length);
    });
  }
});

describe('a border', () => {
  it('is sure of a place just where every possible order agrees', () => {
    const roll = dice(2);
    for (let time = 0; time < 300; time += 1) {
      const all = people(roll, 5);
      const quota = roll(4);
      const possible = [...orders(all)];
      const border = drawBorder(all, { surely: quota, perhaps: quota }, order);
      for (const one of all) {
        const inside = possible.filter((each) => each.indexOf(one) < quota).length;
        expect(border.placed.includes(one)).toBe(inside === possible.length);
        expect(border.out.includes(one)).toBe(inside === 0);
      }
    }
  });

  it('gives nobody a place that somebody may have who waits for a ruling elsewhere', () => {
    const mark = (value: number): Key[] => [{ kind: 'ipk', value }];
    const waits = person(mark(90), 'undecided');
    const [better, worse] = [person(mark(95)), person(mark(80))];
    const one = { surely: 1, perhaps: 1 };
    expect(drawBorder([waits, better], one, order).placed).toEqual([better]);
    expect(drawBorder([waits, worse], one, order).undecided).toEqual([worse]);
    expect(drawBorder([waits, worse], { surely: 2, perhaps: 2 }, order).placed).toEqual([worse]);
    expect(drawBorder([waits, better, worse], one, order).out).toEqual([worse]);
  });
});

describe('a ruling', () => {
  const mark = (kind: string, value: number): Key[] => [{ kind, value }];
  const named = (id: string, own: Key[]) => {
    const one = person(own);
    one.who.id = id;
    return one;
  };
  const diploma = [4, 3, 2, 1].map((grade) => named(`ipk-${grade}`, mark('ipk', grade)));
  const school = named('ijazah', mark('ijazah', 90));
  const all = [school, ...diploma];
  const two = { surely: 2, perhaps: 2 };
  const ids = (cases: Case[]) => cases.map(({ who }) => who.id);
  const rule = (...names: string[]) => {
    const border = drawBorder(all, two, order);
    const orders = new Map(names.map((id, index) => [id, index + 1]));
    applyRuling(border, { orders, line: 2 }, { id: 'v' } as Vacancy, two, order);
    return border;
  };

  it('sets those who are undecided between those who are in and those who are out', () => {
    const border = drawBorder(all, two, order);
    expect(ids(border.placed)).toEqual(['ipk-4']);
    expect(ids(border.undecided)).toEqual(['ijazah', 'ipk-3']);
    const ruled = rule('ijazah', 'ipk-3');
    expect(ids(ruled.placed)).toEqual(['ipk-4', 'ijazah']);
    expect(ids(ruled.out)).toEqual(['ipk-3', 'ipk-2', 'ipk-1']);
    expect(all.map((one) => ruled.ranks.get(one))).toEqual([2, 1, 3, 4, 5]);
    expect(ids(rule('ipk-3', 'ijazah').placed)).toEqual(['ipk-4', 'ipk-3']);
  });

  it('is refused when it names too few or others, or turns round what is sure', () => {
    expect(() => rule('ijazah')).toThrow('rulings: row 2');
    expect(() => rule('ijazah', 'ipk-2')).toThrow('rulings: row 2');
    expect(() => rule('ipk-4', 'ijazah', 'ipk-3')).toThrow('rulings: row 2');
    const tied = [named('a', mark('ipk', 3)), named('b', mark('ipk', 2)), named('c', [null])];
    const border = drawBorder(tied, { surely: 1, perhaps: 1 }, order);
    expect(ids(border.undecided)).toEqual(['a', 'c']);
    const three = [...tied, named('d', [null])];
    const wide = drawBorder(three, two, order);
    expect(ids(wide.undecided)).toEqual(['a', 'b', 'c', 'd']);
    const orders = new Map(['b', 'a', 'c', 'd'].map((id, index) => [id, index + 1]));
    const turned = () => applyRuling(wide, { orders, line: 2 }, { id: 'v' } as Vacancy, two, order);
    expect(turned).toThrow('rulings: row 2');
  });
});
