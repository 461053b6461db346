/** Somebody recomputes an announcement at home: the same, not the same, or impossible to tell. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { check, type Ending, type Files, outcomesCsv, recompute } from './index';

const BUNDLES = '../api/selection/bundles';
const bundles = readdirSync(BUNDLES).filter((name) => existsSync(`${BUNDLES}/${name}/rules.json`));

function bundle(name: string) {
  const read = (file: string) => readFileSync(`${BUNDLES}/${name}/${file}`, 'utf8');
  const files: Files = {
    rules: read('rules.json'),
    vacancies: read('vacancies.csv'),
    participants: read('participants.csv'),
    rulings: existsSync(`${BUNDLES}/${name}/rulings.csv`) ? read('rulings.csv') : undefined,
  };
  return { files, expected: read('outcomes.csv') };
}

/** A bundle in which one text of one file was replaced. */
function changed(name: string, file: Exclude<keyof Files, 'through'>, from: string, to: string) {
  const { files, expected } = bundle(name);
  const before = files[file] ?? '';
  expect(before).toContain(from);
  return { files: { ...files, [file]: before.replace(from, to) }, expected };
}

const ended = ({ files, expected }: { files: Files; expected: string }) => check(files, expected);

/** Where and why a check could not be made. */
function refusal(ending: Ending) {
  if (ending.ending !== 'unknown') throw new Error(`It ended as ${ending.ending}.`);
  return { ...ending.refusal.place, why: ending.refusal.why.en };
}

it.each(bundles)('finds the announced outcomes of %s', (name) => {
  expect(bundles.length).toBeGreaterThan(3);
  const { files, expected } = bundle(name);
  expect(ended({ files, expected })).toMatchObject({ ending: 'same' });
  expect(outcomesCsv(recompute(files).outcomes)).toBe(expected);
});

describe('an announcement that is not what the rules give', () => {
  it('names the first difference when a mark was changed', () => {
    const ending = ended(changed('cpns-2024', 'participants', ',90,110,180,', ',90,110,181,'));
    expect(ending).toMatchObject({
      ending: 'different',
      difference: { row: 4, participant: 'K03', column: 'skd', expected: '380', found: '381' },
    });
  });

  it('names somebody who was left out, and somebody who was added', () => {
    const { files, expected } = bundle('blud-professional');
    const lines = expected.trimEnd().split('\n');
    expect(check(files, lines.slice(0, -1).join('\n'))).toMatchObject({
      difference: { row: 6, participant: 'Q5', expected: '', found: 'Q5' },
    });
    expect(check(files, `${expected}Q9,apoteker,TH,,,,,\n`)).toMatchObject({
      difference: { row: 7, participant: 'Q9', expected: 'Q9', found: '' },
    });
  });

  it('sees that a ruling is missing, and leaves both undecided', () => {
    const { files, expected } = bundle('cpns-2024');
    expect(check({ ...files, rulings: undefined }, expected)).toMatchObject({
      ending: 'different',
      difference: { participant: 'K17', column: 'status', expected: 'P', found: 'undecided' },
    });
  });
});

describe('files that allow no answer', () => {
  it('refuses a column that it does not know', () => {
    const ending = ended(changed('blud-professional', 'participants', 'practice', 'practise'));
    expect(refusal(ending)).toMatchObject({
      file: 'participants',
      column: 'practise',
      why: 'This column is not known.',
    });
  });

  it('refuses a sheet without a column of marks', () => {
    const { files, expected } = bundle('blud-professional');
    const participants = files.participants.replaceAll(/^(([^,]*,){4})[^,]*,/gm, '$1');
    expect(refusal(check({ ...files, participants }, expected))).toMatchObject({
      file: 'participants',
      column: 'practice',
      why: 'This column is missing.',
    });
  });

  it('refuses a participant who is there twice', () => {
    const ending = ended(changed('cpns-2024', 'participants', '\nK02,', '\nK01,'));
    expect(refusal(ending)).toMatchObject({
      file: 'participants',
      row: 3,
      column: 'participant',
      why: 'This participant is there twice.',
    });
  });

  it.each([
    ['a comma for a point', '"72,5"', 'Not a number of at most three decimals.'],
    ['a sign', '-72.5', 'Not a number of at most three decimals.'],
    ['an exponent', '7e1', 'Not a number of at most three decimals.'],
    ['a space inside', '7 2.5', 'Not a number of at most three decimals.'],
    ['four decimals', '72.5001', 'Not a number of at most three decimals.'],
    ['more than the greatest mark', '100.001', 'More than the greatest mark.'],
  ])('refuses a mark with %s', (_, mark, why) => {
    const ending = ended(changed('cpns-2024', 'participants', ',72.5,', `,${mark},`));
    expect(refusal(ending)).toEqual({ file: 'participants', row: 2, column: 'skb_cat', why });
  });

  it('refuses marks that the test cannot give', () => {
    const fraction = changed('cpns-2024', 'participants', ',100,120,190,', ',100,120,190.5,');
    expect(refusal(ended(fraction))).toMatchObject({ column: 'tkp', why: 'Too many decimals.' });
    const odd = changed('cpns-2024', 'participants', ',100,120,190,', ',101,120,190,');
    expect(refusal(ended(odd))).toMatchObject({
      column: 'twk',
      why: 'Impossible: not a multiple.',
    });
  });

  it('refuses a vacancy, a flag, a day and a ruling that are unknown', () => {
    const unknown = (file: 'participants' | 'rulings', from: string, to: string) =>
      refusal(ended(changed('cpns-2024', file, from, to)));
    const vacancy = ['K01,perawat-kota-umum', 'K01,perawat-kota'] as const;
    expect(unknown('participants', ...vacancy)).toMatchObject({ row: 2, column: 'vacancy' });
    expect(unknown('participants', 'withdrawn', 'left')).toMatchObject({ column: 'flags' });
    expect(unknown('participants', 'withdrawn', 'withdrawn:tkd')).toMatchObject({
      column: 'flags',
    });
    expect(unknown('participants', '1998-04-01', '1998-02-30')).toMatchObject({
      row: 2,
      column: 'birth_date',
    });
    expect(unknown('rulings', 'K18,1', 'K99,1')).toMatchObject({
      file: 'rulings',
      row: 2,
      column: 'participant',
    });
  });

  it('refuses a ruling where nothing is left to decide, and one before the end', () => {
    const { files, expected } = bundle('cpns-2024');
    const rulings = `${files.rulings}perawat-kota-umum,K01,1,Keputusan Panselnas 2/2025\n`;
    expect(refusal(check({ ...files, rulings }, expected))).toMatchObject({
      file: 'rulings',
      row: 4,
    });
    expect(refusal(check({ ...files, through: 'skd' }, expected))).toMatchObject({
      file: 'rulings',
      row: 2,
    });
  });

  it('refuses rules that are not of the published form', () => {
    const rules = (from: string, to: string) =>
      refusal(ended(changed('blud-professional', 'rules', from, to)));
    expect(rules('"ranking"', '"rankings"')).toMatchObject({ file: 'rules', column: '/ranking' });
    expect(rules('"weight": "0.6"', '"weight": "0.61"')).toMatchObject({
      column: '/stages/0/steps/0',
      why: 'The weights do not add up to 1.',
    });
    expect(rules('"weight": "0.6"', '"weight": 0.6')).toMatchObject({
      column: '/stages/0/steps/0/form/weighted_sum/parts/0/weight',
    });
    expect(rules('{', '')).toMatchObject({ why: 'This file is not JSON.' });
  });

  it('computes the other vacancies when the thresholds of one are not known', () => {
    const strange = changed('cpns-2024', 'vacancies', 'arsip,general', 'arsip,kalimantan');
    strange.files.rulings = undefined;
    const ending = ended(strange);
    expect(ending).toMatchObject({ ending: 'different', difference: { participant: 'K17' } });
    const again = check(strange.files, outcomesCsv(recompute(strange.files).outcomes));
    expect(refusal(again)).toMatchObject({ file: 'vacancies', row: 7, column: 'pool' });
  });
});

describe('what the law leaves open', () => {
  const row = (files: Files, participant: string) =>
    recompute(files).outcomes.rows.find(([id]) => id === participant) ?? [];

  it('does not compare a mark of a diploma with one of a school certificate', () => {
    const { files } = bundle('blud-professional');
    const participants = files.participants.replace('Q3,apoteker,3.5', 'Q3,apoteker,80');
    expect(row({ ...files, participants }, 'Q2')[2]).toBe('undecided');
    expect(row({ ...files, participants }, 'Q3')[2]).toBe('undecided');
    expect(row({ ...files, participants }, 'Q1')[2]).toBe('P');
  });

  it('does not place a category whose priority is not known', () => {
    const { files } = bundle('pppk-teknis-2024');
    const participants = files.participants.replace(
      'C,pranata-dinkes,3.3,1990-07-08,R3',
      'C,pranata-dinkes,3.3,1990-07-08,R3T',
    );
    const statuses = ['A', 'B', 'C', 'D'].map((id) => row({ ...files, participants }, id)[2]);
    expect(statuses).toContain('undecided');
    expect(statuses[2]).toBe('undecided');
  });

  it('stops after a stage when asked', () => {
    const { files } = bundle('cpns-2024');
    const { outcomes } = recompute({ ...files, rulings: undefined, through: 'skd' });
    expect(outcomes.columns).toEqual([
      ...['participant', 'vacancy', 'status', 'rank', 'skd', 'final', 'placed_at'],
    ]);
    const [first, second, third] = outcomes.rows;
    expect(first).toEqual(['K01', 'perawat-kota-umum', 'P/L', '1', '410', '', '']);
    expect(second?.[2]).toBe('TL');
    expect(third).toEqual(['K03', 'perawat-kota-umum', 'P/L', '2', '380', '', '']);
  });
});

describe('without an announcement', () => {
  it('is computed, and not called the same', () => {
    expect(check(bundle('cpns-2024').files)).toMatchObject({ ending: 'computed' });
    const { files } = changed('cpns-2024', 'vacancies', 'arsip,general', 'arsip,kalimantan');
    expect(refusal(check({ ...files, rulings: undefined }))).toMatchObject({
      file: 'vacancies',
      row: 7,
    });
  });
});

describe('the summary', () => {
  const vacancy = (files: Files, id: string) =>
    recompute(files).summary.vacancies.find((each) => each.id === id);

  it('counts a place where it is, whoever filled it', () => {
    const { files } = bundle('cpns-2024');
    const { rules, version, participants, vacancies } = recompute(files).summary;
    expect({ rules, version, participants }).toEqual({
      rules: 'cpns-2024',
      version: 2,
      participants: 20,
    });
    expect(vacancies).toHaveLength(6);
    // One of its own, and one from another pool.
    expect(vacancy(files, 'perawat-kota-umum')).toEqual({
      id: 'perawat-kota-umum',
      quota: 2,
      participants: 4,
      placed: 2,
      goesOn: 0,
      undecided: 0,
      refused: false,
    });
  });

  it('counts who is undecided, who goes on, and says which vacancy is refused', () => {
    const files = { ...bundle('cpns-2024').files, rulings: undefined };
    expect(vacancy(files, 'arsiparis-umum')).toMatchObject({ placed: 0, undecided: 2 });
    expect(vacancy({ ...files, through: 'skd' }, 'perawat-kota-umum')).toMatchObject({
      placed: 0,
      goesOn: 2,
    });
    const strange = files.vacancies.replace('arsip,general', 'arsip,kalimantan');
    expect(vacancy({ ...files, vacancies: strange }, 'arsiparis-umum')).toMatchObject({
      refused: true,
      placed: 0,
    });
  });
});

it('tells how far it is, and never goes back', () => {
  const told: number[] = [];
  recompute(bundle('cpns-2024').files, (done) => told.push(done));
  expect(told.at(-1)).toBe(1);
  expect(told).toEqual([...told].sort((one, other) => one - other));
  expect(told.length).toBeGreaterThan(2);
});
