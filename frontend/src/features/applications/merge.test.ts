/** Drafts of two devices made into one. */
import { describe, expect, it } from 'vitest';
import type { Answers } from './api';
import { merge } from './merge';

const base: Answers = {
  education: '5110100',
  gpa: '3.25',
  disability: null,
  residence: null,
  statements: ['true_data'],
};

describe('merging', () => {
  it('lets what was edited here win, and takes all else from the server', () => {
    const { merged, conflicts } = merge(
      base,
      { ...base, gpa: '3.50' },
      { ...base, residence: 'Jalan Contoh 1' },
    );
    expect(merged).toEqual({ ...base, gpa: '3.50', residence: 'Jalan Contoh 1' });
    expect(conflicts).toEqual([]);
  });

  it('asks when both changed one answer to something different, and not when to the same', () => {
    const mine = { ...base, gpa: '3.50', disability: true };
    const theirs = { ...base, gpa: '3.75', disability: true };
    const { merged, conflicts } = merge(base, mine, theirs);
    expect(conflicts).toEqual([{ field: 'gpa', mine: '3.50', theirs: '3.75' }]);
    expect(merged).toEqual(mine);
  });

  it('takes an emptied answer as an edit', () => {
    expect(merge(base, { ...base, gpa: null }, base).merged.gpa).toBeNull();
  });

  it('adds and takes back statements one by one', () => {
    const { merged, conflicts } = merge(
      base,
      { ...base, statements: ['no_party'] },
      { ...base, statements: ['true_data', 'never_dismissed'] },
    );
    expect(new Set(merged.statements)).toEqual(new Set(['never_dismissed', 'no_party']));
    expect(conflicts).toEqual([]);
  });
});
