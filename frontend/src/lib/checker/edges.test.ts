/** What random rounds hardly reach, each in a round of a few people. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { recompute } from './index';

// biome-ignore lint/suspicious/noExplicitAny: a document that a test changes at will.
type Document = any;
type Row = Record<string, string | number>;

const shipped = (name: string): Document =>
  JSON.parse(readFileSync(`../api/selection/rules/${name}.json`, 'utf8'));

function sheet(rows: Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = rows.map((row) => columns.map((column) => row[column] ?? '').join(','));
  return [columns.join(','), ...lines].join('\n');
}

const vacancy = (id: string, more: Row = {}): Row => ({
  ...{ vacancy: id, post: 'perawat', qualification: 'A', location: 'kota', pool: 'general' },
  quota: 1,
  ...more,
});

const person = (id: string, more: Row = {}): Row => ({
  ...{ participant: id, vacancy: 'v', gpa: 3, birth_date: '2000-01-01' },
  ...more,
});

const cpns = (id: string, more: Row = {}): Row =>
  person(id, { twk: 100, tiu: 100, tkp: 200, skb_cat: 70, ...more });
const blud = (id: string, more: Row = {}): Row =>
  person(id, { practice: 80, interview: 80, ...more });
const pppk = (id: string, more: Row = {}): Row =>
  person(id, { technical: 300, managerial: 80, sociocultural: 60, interview: 30, ...more });

/** Status, rank and place by participant. */
function outcomes(rules: Document | string, vacancies: Row[], people: Row[]) {
  const document = typeof rules === 'string' ? shipped(rules) : rules;
  const files = { rules: JSON.stringify(document), vacancies: sheet(vacancies) };
  const { rows } = recompute({ ...files, participants: sheet(people) }).outcomes;
  return Object.fromEntries(rows.map((row) => [row[0], [row[2], row[3], row.at(-1)].join(' ')]));
}

it('lets the first flag count, and at one stage in the order of the law', () => {
  const flags = [
    'eliminated|withdrawn',
    'disqualified:skb|withdrawn:skd',
    'disqualified|ineligible',
  ];
  const people = flags.map((each, index) => cpns(`p${index}`, { flags: each }));
  expect(outcomes('cpns-2024', [vacancy('v')], people)).toEqual({
    ...{ p0: 'APS 1 ', p1: 'APS  ', p2: 'TMS  ' },
  });
});

it('knows the other spellings of a pool, and refuses one that is none of the round', () => {
  const one = [cpns('p')];
  expect(outcomes('cpns-2024', [vacancy('v', { pool: 'UMUM' })], one).p).toBe('P/L 1 v');
  expect(outcomes('cpns-2024', [vacancy('v', { pool: 'lain' })], one).p).toBe('vacancy_refused  ');
  const rules = shipped('blud-professional');
  rules.stages[0].thresholds = null;
  rules.parameters = [];
  expect(outcomes(rules, [vacancy('v')], [blud('p')]).p).toBe('L 1 v');
  const other = [vacancy('v', { pool: 'lain' })];
  expect(outcomes(rules, other, [blud('p')]).p).toBe('vacancy_refused  ');
});

it('takes a mark up to 4 for an IPK, and refuses one that no certificate can bear', () => {
  const two = (gpa: string, more: Row = {}) =>
    outcomes('blud-professional', [vacancy('v')], [blud('a', { gpa, ...more }), blud('b')]);
  expect(two('4').a).toBe('L 1 v');
  expect(two('4.01').a).toBe('undecided 1 ');
  expect(() => two('4.01', { gpa_kind: 'ipk' })).toThrow('row 2: gpa');
  expect(() => two('100.5')).toThrow('row 2: gpa');
});

it('does not compare a birth date with a rank by age', () => {
  const second = { birth_date: '', birth_order: 1 };
  const people = [blud('a'), blud('b', second), blud('c', { birth_order: 2 })];
  expect(outcomes('blud-professional', [vacancy('v')], people)).toEqual({
    ...{ a: 'undecided 1 ', b: 'undecided 1 ', c: 'P 2 ' },
  });
});

it('leaves categories out where nobody has one, and open where only some have', () => {
  const people = [pppk('a', { technical: 305 }), pppk('b')];
  expect(outcomes('pppk-teknis-2024', [vacancy('v')], people)).toEqual({
    ...{ a: 'L 1 v', b: 'P 2 ' },
  });
  const some = [...people, pppk('c', { vacancy: 'w', category: 'R3' })];
  expect(outcomes('pppk-teknis-2024', [vacancy('v'), vacancy('w')], some)).toEqual({
    ...{ a: 'undecided 1 ', b: 'undecided 1 ', c: 'R3/L 1 w' },
  });
});

it('knows the shorter test of a post', () => {
  const shorter = [vacancy('v', { post: 'pengelola_umum_operasional' })];
  const mark = (technical: number) =>
    outcomes('pppk-teknis-2024', shorter, [pppk('p', { technical, addition_technical: 10 })]);
  expect(mark(225).p).toBe('L 1 v');
  expect(() => mark(230)).toThrow('row 2: technical');
});

describe('the refill', () => {
  const full = vacancy('v');
  const placed = cpns('first', { skb_cat: 90 });

  it('admits everybody where no education is asked, and nobody unknown elsewhere', () => {
    const without = vacancy('v', { qualification: '' });
    const asks = vacancy('a', { location: 'desa' });
    const open = vacancy('b', { location: 'desa', qualification: '' });
    const people = [placed, cpns('p', { education: '' })];
    expect(outcomes('cpns-2024', [without, asks, open], people).p).toBe('U-3 2 b');
    const known = [placed, cpns('p', { education: 'A' })];
    expect(outcomes('cpns-2024', [without, asks, open], known).p).toBe('U-3 2 a');
  });

  it('takes another pool of the same place by E-2, not the same pool', () => {
    const same = vacancy('v', { pool: 'diaspora' });
    const twin = vacancy('w', { pool: 'diaspora' });
    const other = vacancy('x', { pool: 'cum_laude' });
    const people = [placed, cpns('p')];
    expect(outcomes('cpns-2024', [same, twin], people).p).toBe('P 2 ');
    expect(outcomes('cpns-2024', [same, twin, other], people).p).toBe('E-2 2 x');
  });

  it('compares a test that only one of two had with nothing', () => {
    const rules = shipped('cpns-2024');
    const extra = { of: 'skb_extra', weight: '0.4', out: 'skb_extra_weighted' };
    const cat = { of: 'skb_cat', weight: '0.6', out: 'skb_cat_weighted' };
    rules.stages[1].components.push('skb_extra');
    rules.stages[1].steps[0].form.weighted_sum.by_post = { bidan: [cat, extra] };
    rules.ranking.order.splice(1, 0, { higher: 'skb_extra' });
    rules.refill.same_post = false;
    const bidan = vacancy('z', { post: 'bidan' });
    const empty = vacancy('e', { location: 'desa' });
    const tested = { vacancy: 'z', skb_extra: 70 };
    const best = [placed, cpns('second', { ...tested, skb_cat: 90 })];
    const both = [...best, cpns('p'), cpns('q', tested)];
    const one = outcomes(rules, [full, bidan, empty], both);
    expect([one.p, one.q]).toEqual(['undecided 2 ', 'undecided 2 ']);
    const dokter = vacancy('y', { post: 'dokter' });
    const oldest = cpns('q', { vacancy: 'y', birth_date: '1999-01-01' });
    const untested = [placed, cpns('third', { vacancy: 'y', skb_cat: 90, skb_extra: '' })];
    const none = outcomes(rules, [full, dokter, empty], [...untested, cpns('p'), oldest]);
    expect([none.p, none.q]).toEqual(['P 2 ', 'U-3 2 e']);
  });
});
