/** What changed between two documents: the same as the engine says, and every change in words. */
import { readFileSync } from 'node:fs';
import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Differences } from './Differences';
import { type Change, difference } from './difference';
import { type RuleDocument, readDocument } from './document';

const read = (name: string) => readFileSync(`../api/selection/${name}`, 'utf8');

type Case = {
  case: string;
  base: string;
  edits: { at: string; value?: unknown; remove?: true }[];
  changes: Change[];
};
const cases = JSON.parse(read('tests/differences.json')) as Case[];

const shipped = (name: string) => readDocument(read(`rules/${name}.json`)).document;

/** A document with some values changed. */
function edited(base: RuleDocument, edits: Case['edits']): RuleDocument {
  const copy = structuredClone(base) as unknown;
  for (const { at, value, remove } of edits) {
    const steps = at
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    const last = steps.pop() ?? '';
    const place = steps.reduce<unknown>(
      (inside, step) => (inside as Record<string, unknown>)[step],
      copy,
    ) as Record<string, unknown>;
    if (remove) delete place[last];
    else place[last] = value;
  }
  return readDocument(JSON.stringify(copy)).document;
}

const show = (before: RuleDocument, edits: Case['edits']) =>
  render(<Differences before={before} after={edited(before, edits)} />);

describe('the exact differences', () => {
  it.each(cases)('$case: as the engine says', ({ base, edits, changes }) => {
    const before = shipped(base);
    expect(difference(before, edited(before, edits))).toEqual(changes);
  });
});

describe('in words', () => {
  it('nothing changed', () => {
    show(shipped('cpns-2024'), []);
    expect(screen.getByRole('status').textContent).toBe(
      'Kedua aturan ini sama, sampai huruf terakhir.',
    );
  });

  it('a threshold was lowered', () => {
    show(shipped('blud-professional'), [
      { at: '/version', value: 3 },
      { at: '/stages/0/thresholds/by_pool/general/practice', value: '55' },
    ]);
    expect(screen.getByText(/^3 hal berubah/).textContent).toContain(
      'Tahap 1: Praktik dan wawancara',
    );
    expect(screen.getByText('Tes praktik kerja paling sedikit 60.')).toBeTruthy();
    expect(screen.getByText('Tes praktik kerja paling sedikit 55.')).toBeTruthy();
    expect(screen.getByText('blud-professional, versi 3')).toBeTruthy();
    // What is now no default any more is told as well.
    expect(screen.getByText(/Nilai yang berlaku berbeda dari nilai bawaannya/)).toBeTruthy();
    expect(screen.getByText('/stages/0/thresholds/by_pool/general/practice')).toBeTruthy();
  });

  it('a clause fell away, another came', () => {
    show(shipped('blud-professional'), [
      { at: '/parameters', value: [] },
      { at: '/withdrawal', remove: true },
      {
        at: '/reuse',
        value: { source: 'committee', stage: 'tests', note: { id: 'Nilai 2025.', en: 'Of 2025.' } },
      },
    ]);
    expect(screen.getByRole('heading', { name: 'Mengundurkan diri dan pengganti' })).toBeTruthy();
    expect(screen.getByText('Nilai 2025.')).toBeTruthy();
    expect(screen.getAllByText('Dihapus').length).toBeGreaterThan(1);
    expect(screen.getAllByText('Baru').length).toBeGreaterThan(0);
  });

  it('only the order of writing changed', () => {
    const before = shipped('blud-professional');
    show(before, [{ at: '/components', value: [...before.components].reverse() }]);
    expect(screen.getByText(/^Hanya urutan penulisan yang berubah/)).toBeTruthy();
  });

  it('the order of comparison changed', () => {
    const before = shipped('pppk-teknis-2024');
    const order = [...before.ranking.order];
    show(before, [{ at: '/ranking/order', value: [order[0], order[1], order[4], order[5]] }]);
    expect(screen.getByText('Peringkat akhir dan nilai yang sama')).toBeTruthy();
    expect(screen.getAllByText('Pembanding 3').length).toBeGreaterThan(0);
  });
});
