/** A vacancy as it is typed, and as it is sent. */
import type { Draft } from './preparation';

export type Need = {
  code: string;
  /** What is required, as text; for an age `min` and `max`. */
  value: string;
  max: string;
  evidence: string;
  source: string;
};
export type Test = { kind: string; weight: string; eliminating: boolean; criteria: string };
export type Typed = {
  post_title: string;
  unit_path: string;
  pool: string;
  places: string;
  open_to_disabled: boolean;
  pay_min: string;
  pay_max: string;
  education_codes: string[];
  region_code?: string | null;
  description: string;
  needs: Need[];
  mainWeight: string;
  tests: Test[];
};

export const EMPTY_NEED: Need = { code: '', value: '', max: '', evidence: '', source: '' };
export const EMPTY_TEST: Test = { kind: '', weight: '', eliminating: false, criteria: '' };

const OPERATORS: Record<string, string> = {
  age: 'between',
  gpa: 'at_least',
  disability: 'is',
  document: 'present',
  statement: 'present',
  residence: 'judged',
  other: 'judged',
};
export const NEEDS = Object.keys(OPERATORS);

type Stored = {
  code: string;
  operator: string;
  value: unknown;
  evidence?: string | null;
  source: string;
};
type StoredTests = {
  main_weight?: string | null;
  tests?: Partial<{ kind: string; weight: string; eliminating: boolean; criteria: string }>[];
};

function needOf({ code, value, evidence, source }: Stored): Need {
  const years = value as { min?: number; max?: number };
  const age = code === 'age';
  return {
    code,
    value: age ? `${years.min ?? ''}` : String(value),
    max: age ? `${years.max ?? ''}` : '',
    evidence: evidence ?? '',
    source,
  };
}

function storedOf({ code, value, max, evidence, source }: Need): Stored {
  const values: Record<string, unknown> = {
    age: { min: Number(value), max: Number(max) },
    disability: value === 'true',
  };
  return {
    code,
    operator: OPERATORS[code] ?? 'judged',
    value: values[code] ?? value.trim(),
    evidence: evidence || null,
    source: source.trim(),
  };
}

export function typedOf(draft?: Draft): Typed {
  const tests = (draft?.further_tests ?? {}) as StoredTests;
  return {
    post_title: draft?.post_title ?? '',
    unit_path: draft?.unit_path ?? '',
    pool: draft?.pool ?? 'general',
    places: draft ? `${draft.places}` : '1',
    open_to_disabled: draft?.open_to_disabled ?? false,
    pay_min: draft?.pay_min != null ? `${draft.pay_min}` : '',
    pay_max: draft?.pay_max != null ? `${draft.pay_max}` : '',
    education_codes: draft?.education_codes ?? [],
    region_code: draft?.region_code,
    description: draft?.description ?? '',
    needs: ((draft?.requirements ?? []) as Stored[]).map(needOf),
    mainWeight: tests.main_weight ?? '',
    tests: (tests.tests ?? []).map((one) => ({
      kind: one.kind ?? '',
      weight: one.weight ?? '',
      eliminating: one.eliminating ?? false,
      criteria: one.criteria ?? '',
    })),
  };
}

const rupiah = (text: string) => {
  const digits = text.replace(/\D/g, '');
  return digits ? Number(digits) : null;
};

/** What was left empty is sent as missing, so that the server can name the clause that asks for it. */
export function draftOf(typed: Typed): Draft {
  const { needs, mainWeight, tests, places, pay_min, pay_max, ...rest } = typed;
  const states = mainWeight.trim() !== '' || tests.length > 0;
  return {
    ...rest,
    places: Number(places) || 0,
    pay_min: rupiah(pay_min),
    pay_max: rupiah(pay_max),
    requirements: needs.map(storedOf),
    further_tests: states
      ? {
          main_weight: mainWeight.trim() || null,
          tests: tests.map((one) => ({
            kind: one.kind || null,
            weight: one.weight.trim() || null,
            eliminating: one.eliminating,
            criteria: one.criteria.trim() || null,
          })),
        }
      : null,
  };
}
