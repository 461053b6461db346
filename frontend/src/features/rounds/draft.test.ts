/** A vacancy is sent as the server reads it, and comes back as it was typed. */
import { describe, expect, it } from 'vitest';
import { draftOf, EMPTY_TEST, typedOf } from './draft';

describe('a vacancy', () => {
  const typed = {
    ...typedOf(),
    post_title: 'Perawat',
    places: '2',
    pay_min: 'Rp3.000.000',
    needs: [
      { code: 'age', value: '18', max: '35', evidence: 'identity_card', source: 'Pasal 23' },
      { code: 'gpa', value: '3.00', max: '', evidence: '', source: 'Pasal 23' },
      { code: 'disability', value: 'false', max: '', evidence: '', source: 'Pasal 23' },
    ],
  };
  it('sends structured requirements and integer rupiah', () => {
    const draft = draftOf(typed);
    expect(draft.places).toBe(2);
    expect(draft.pay_min).toBe(3000000);
    expect(draft.pay_max).toBeNull();
    expect(draft.further_tests).toBeNull();
    expect(draft.requirements).toEqual([
      {
        code: 'age',
        operator: 'between',
        value: { min: 18, max: 35 },
        evidence: 'identity_card',
        source: 'Pasal 23',
      },
      { code: 'gpa', operator: 'at_least', value: '3.00', evidence: null, source: 'Pasal 23' },
      { code: 'disability', operator: 'is', value: false, evidence: null, source: 'Pasal 23' },
    ]);
  });
  it('sends an unstated kind and weight as missing, so that the clause can be named', () => {
    const draft = draftOf({ ...typed, tests: [EMPTY_TEST] });
    expect(draft.further_tests).toEqual({
      main_weight: null,
      tests: [{ kind: null, weight: null, eliminating: false, criteria: null }],
    });
  });
  it('comes back as it was typed', () => {
    const full = {
      ...typed,
      pay_min: '3000000',
      mainWeight: '0.6',
      tests: [
        { kind: 'practice', weight: '0.4', eliminating: true, criteria: 'Nilai di bawah 70' },
      ],
    };
    expect(typedOf(draftOf(full))).toEqual(full);
  });
});
