/** Budi reads in plain sentences that his TIU decided; the numbers are those of the trace. */
import { expect, it } from 'vitest';
import { render } from '../../i18n/catalog';
import { formatMark } from '../../i18n/format';
import { percent, type Statement, sentences, type Teller } from './statements';
import id from './texts.id';

const teller: Teller = {
  t: ((key: keyof typeof id, values?: Record<string, string | number>) =>
    render(id[key], 'id', values)) as Teller['t'],
  name: (code) => code.toUpperCase(),
  mark: (value) => formatMark(value, 'id'),
  own: { twk: '90', tiu: '120', tkp: '188' },
};
const step = (key: string, own: string, other: string, result: 'equal' | 'below') => ({
  criterion: { higher: key },
  own,
  other,
  result,
});

it('says which comparison decided', () => {
  const ranked: Statement = {
    code: 'ranked',
    border: 'shortlist',
    rank: 4,
    candidates: 4,
    limit: 3,
    side: 'outside',
    comparisons: [step('skd', '398', '398', 'equal'), step('tiu', '120', '125', 'below')],
  };
  const told = sentences(ranked, teller);
  expect(told).toContain('SKD sama (398).');
  expect(told.at(-1)).toBe('TIU Anda 120 kalah dari 125.');
});

it('shows every rounding of the arithmetic', () => {
  const scaled: Statement = {
    code: 'scaled',
    of: 'skd',
    value: '398',
    from: '550',
    to: '100',
    decimals: 3,
    result: '72.364',
  };
  expect(sentences(scaled, teller)[0]).toContain('398 / 550 × 100 = 72,364');
  const part = { of: 'skd_100', value: '72.364', weight: '0.4', out: 'x', result: '28.946' };
  const weighed: Statement = { code: 'weighed', out: 'final', parts: [part], result: '68.546' };
  expect(sentences(weighed, teller)[0]).toBe('SKD_100 72,364 × 40% = 28,946');
});

it('moves the point of a weight exactly', () => {
  expect(['0.4', '1', '0.125', '0.05'].map(percent)).toEqual(['40', '100', '12.5', '5']);
});

const refill = { step: 'U-1', vacancy: 'v1' };

it('says which empty place was given, and which threshold stood in the way of another', () => {
  const ranked: Statement = {
    code: 'ranked',
    border: 'refill',
    rank: 1,
    candidates: 2,
    limit: 1,
    side: 'inside',
    comparisons: [
      {
        criterion: 'category',
        own: { category: 'R2' },
        other: { category: 'R3' },
        result: 'above',
      },
    ],
    refill,
  };
  const told = sentences(ranked, teller);
  expect(told[0]).toBe('Tempat kosong di V1 (langkah U-1).');
  expect(told[1]).toBe('Peringkat 1 dari 2 peserta. Tempat yang masih kosong: 1.');
  expect(told.at(-1)).toBe('Kategori pelamar Anda R2 lebih tinggi dari R3.');
  const below = { code: 'below_refill_threshold', key: 'twk', mark: '60', minimum: '65' } as const;
  expect(sentences({ ...below, refill }, teller)).toEqual([
    'Tempat kosong di V1 (langkah U-1).',
    'TWK Anda 60, ambang batasnya 65. Kurang dari ambang batas.',
  ]);
});

it('shows what a certificate added, up to the highest mark', () => {
  const added: Statement = {
    code: 'added',
    out: 'x',
    of: 'technical',
    value: '430',
    percent: '10',
    maximum: '450',
    cap: '450',
    result: '450',
  };
  expect(sentences(added, teller)).toEqual([
    'TECHNICAL 430 ditambah 10% dari 450 = 450',
    'Dengan tambahan, nilainya paling tinggi 450.',
  ]);
  expect(sentences({ ...added, value: '200', result: '245' }, teller)).toHaveLength(1);
});

it('tells what stays, what was given up, what waits and what came from before', () => {
  const told = (one: Statement) => sentences(one, teller)[0];
  expect(told({ code: 'kept', vacancy: 'v1' })).toContain('V1 tetap');
  expect(told({ code: 'left', document: 'Laporan 7/2025' })).toContain('Laporan 7/2025');
  expect(told({ code: 'waits', vacancy: 'v1' })).toContain('menunggu putusan');
  expect(told({ code: 'reused', stage: 'skd' })).toBe(
    'SKD: nilai Anda dari pengadaan sebelumnya yang dipakai.',
  );
});

it("keeps other people's birth dates to themselves", () => {
  const ranked: Statement = {
    code: 'ranked',
    border: 'allocation',
    rank: 2,
    candidates: 2,
    limit: 1,
    side: 'outside',
    comparisons: [{ criterion: 'earlier_birth', own: '1991-08-09', other: null, result: 'below' }],
  };
  expect(sentences(ranked, teller).at(-1)).toContain('Data orang lain tidak ditampilkan');
});
