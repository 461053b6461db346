/** What a run's page says follows from the run: its sums, its verdict, and whose approval it waits for. */
import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { BarChart } from '../../../ui/BarChart';
import { waitsForYou } from './Approval';
import {
  barsByUnit,
  type Difference,
  namesEachOnce,
  type Run,
  tiedCodes,
  totals,
  type Vacancy,
  verdictOf,
} from './data';
import { Faults } from './parts';

const vacancy = (
  unit: string,
  places: number,
  placed: number,
  more: Partial<Vacancy> = {},
): Vacancy => ({
  vacancy_id: `${unit}-${places}-${placed}`,
  post_title: 'Perawat',
  unit_path: unit,
  pool: 'general',
  places,
  participants: places * 3,
  going_on: placed,
  placed,
  empty: places - placed,
  undecided: 0,
  borders: [],
  ...more,
});
const run: Run = {
  id: 'r',
  round_id: 'o',
  number: 1,
  stage: 'tests',
  last_stage: true,
  national: false,
  rules_version: 1,
  rules_hash: '',
  inputs_hash: '',
  engine_version: '',
  participant_count: 3,
  made_by_you: false,
  approved_by_you: false,
  made_at: '2026-11-02T02:00:00Z',
  approvals: [],
  approvals_needed: 2,
  announceable: { allowed: false, blocks: ['approval_missing'] },
};
const difference = (cause?: string): Difference => ({
  id: '1',
  participant: 'K',
  field: 'code',
  cause,
});

it('adds up places and names what was refused', () => {
  const all = [vacancy('A', 3, 2), vacancy('B', 1, 0, { empty: 0, refused_stage: 'skd' })];
  expect(totals(all)).toMatchObject({ places: 4, filled: 2, empty: 1, refused: 1 });
});

it('draws the ten largest units and loses no place', () => {
  const all = Array.from({ length: 14 }, (_, index) => vacancy(`U${index}`, index + 1, 1));
  const bars = barsByUnit(all, true, (count) => `${count} lain`);
  expect(bars).toHaveLength(10);
  expect(bars[0]).toMatchObject({ label: 'U13', value: 1, of: 14 });
  expect(bars.at(-1)?.label).toBe('5 lain');
  expect(bars.reduce((sum, bar) => sum + (bar.of ?? 0), 0)).toBe(105);
});

it('shows both numbers of a bar in the table too', () => {
  render(
    <BarChart
      title="Terisi"
      sentence=""
      unit="Terisi"
      ofUnit="Tempat"
      bars={[{ label: 'RSUD', value: 2, of: 5 }]}
    />,
  );
  expect(screen.getByText('2 / 5')).toBeTruthy();
  expect(screen.getAllByRole('columnheader', { hidden: true })).toHaveLength(3);
  expect(screen.getByRole('cell', { name: '5', hidden: true })).toBeTruthy();
});

it('says "same" only after a comparison that found nothing', () => {
  expect(verdictOf(['national_result_missing'], [])).toBe('none');
  expect(verdictOf([], undefined)).toBe('loading');
  expect(verdictOf([], [])).toBe('same');
  expect(verdictOf(['differences_unexplained'], [difference()])).toBe('open');
  expect(verdictOf([], [difference('refill')])).toBe('explained');
});

it('waits for an officer who neither made nor approved the run', () => {
  expect(waitsForYou(run)).toBe(true);
  expect(waitsForYou({ ...run, made_by_you: true })).toBe(false);
  expect(waitsForYou({ ...run, approved_by_you: true })).toBe(false);
  expect(waitsForYou({ ...run, approvals: ['a', 'b'] })).toBe(false);
  const blocked = { allowed: false, blocks: ['approval_missing', 'undecided'] };
  expect(waitsForYou({ ...run, announceable: blocked })).toBe(false);
});

it('takes a ruling that names everybody once', () => {
  expect(namesEachOnce(['b', 'a'], ['a', 'b'])).toBe(true);
  expect(namesEachOnce(['a', 'a'], ['a', 'b'])).toBe(false);
  expect(namesEachOnce(['a', ''], ['a', 'b'])).toBe(false);
  const borders = [{ kind: 'allocation', tied: ['K1', 'K2'] }] as unknown as Vacancy['borders'];
  expect(tiedCodes(vacancy('A', 1, 0, { borders }))).toEqual(['K1', 'K2']);
  const ruled = [{ kind: 'refill', tied: ['K3', 'K4'], ruling: 'Surat 1' }, ...borders];
  const both = ruled as unknown as Vacancy['borders'];
  expect(tiedCodes(vacancy('A', 1, 0, { borders: both }))).toEqual(['K1', 'K2']);
});

it('names people and cells of a refusal', () => {
  const problem = { status: 409, code: 'x', title: 'Belum dapat', detail: '', trace_id: null };
  const errors = [
    { pointer: '/K7QM-4X2N', code: 'no_row', message: 'Tidak ada di berkas nilai.' },
    { pointer: '/2/B', code: 'number_form', message: 'Baris 2, kolom B: number_form' },
  ];
  render(<Faults problem={{ ...problem, errors }} />);
  expect(screen.getByText('K7QM-4X2N')).toBeTruthy();
  expect(screen.getByText('Tidak ada di berkas nilai.')).toBeTruthy();
  expect(screen.getByText('Baris 2, kolom B')).toBeTruthy();
  expect(screen.getByText('Bukan angka.')).toBeTruthy();
});
