/** A rule document as its JSON Schema describes it, in its one normal form. */
import type { Words } from '../../i18n/language';
import { parseDecimal } from '../../lib/checker/decimal';
import { makeProgram, type Program } from '../../lib/checker/program';
import { readRules } from '../../lib/checker/rules';
import { validate } from '../../lib/checker/validate';

export type Source = {
  document: string;
  clause: string;
  confidence: 'A' | 'B' | 'C';
  note?: string;
};
export type Parameter = { name: string; at: string; default: unknown; source: string; note: Words };
export type Requirement = {
  code: string;
  operator: string;
  value: boolean | string | string[] | { min: number; max: number };
  evidence?: string;
  source: string;
};
export type Component = {
  code: string;
  name: Words;
  maximum: string;
  decimals: number;
  multiple_of?: string;
  maximum_by_post?: Record<string, string>;
  only_by_notice?: boolean;
  source: string;
};
export type Rounding = { method: string; decimals: number; source: string };
export type Part = { of: string; weight: string; out: string };
export type Form = {
  sum?: { of: string[] };
  scale?: { of: string; from: string; to: string; rounding: Rounding };
  weighted_sum?: { parts: Part[]; by_post?: Record<string, Part[]>; rounding: Rounding };
  with_addition?: { of: string; percent_maximum: string; capped: boolean; rounding: Rounding };
};
export type Step = { out: string; form: Form; source: string };
export type Minimums = Record<string, string>;
type Thresholds = {
  source: string;
  by_pool: Record<string, Minimums | null>;
  by_post?: Record<string, Record<string, Minimums>>;
  note?: string;
};
export type Criterion = string | { higher: string };
export type Shortlist = {
  source: string;
  multiple: number;
  order: Criterion[];
  tie_at_border: string;
};
export type Stage = {
  code: string;
  name: Words;
  components: string[];
  steps: Step[];
  thresholds?: Thresholds;
  shortlist?: Shortlist;
};
export type Code = { code: string; with_category?: string; legend: Words };
export type Limits = {
  main_minimum: string;
  kinds_maximum: number;
  weight_maximum: string;
  interview_maximum: string;
};
export type RefillStep = {
  step: string;
  enabled: boolean;
  empty: string;
  from: string;
  location: string;
  thresholds_of?: string;
  code: Code;
  source: string;
};
type Objection = {
  about: string;
  days: number;
  answer_days: number;
  once: boolean;
  ground: Words;
  source: string;
};
export type RuleDocument = {
  rule_id: string;
  version: number;
  title: Words;
  valid_for: string;
  sources: Record<string, Source>;
  parameters?: Parameter[];
  eligibility?: { source: string; requirements: Requirement[] };
  pools?: {
    source: string;
    known: { code: string; kind: string; name: Words; aliases?: string[] }[];
  };
  categories?: {
    source: string;
    known: { code: string; name: Words; priority: number | null }[];
  };
  reuse?: { source: string; stage: string; note: Words };
  further_tests?: {
    source: string;
    notice_source: string;
    main: string;
    extra: string;
    regional: Limits;
    central: Limits;
  };
  components: Component[];
  stages: Stage[];
  ranking: { source: string; order: Criterion[]; tie: string };
  refill?: {
    source: string;
    same_post: boolean;
    qualification: string;
    vacancy_order: string;
    steps: RefillStep[];
  };
  withdrawal?: {
    source: string;
    replacement: string;
    consequence: Words;
    consequence_source: string;
  };
  objections?: Objection[];
  disclosure?: {
    source: string;
    profile: string;
    person_fields_only_where_they_decided: boolean;
    pools_never_beside_a_name: string[];
  };
  codes: { source: string; by_state: Record<string, Code> };
};

/** Reads a document as it stands in a file; one that nobody could compute with is refused (`Refusal`). */
export function readDocument(json: string): { document: RuleDocument; program: Program } {
  const { rules, document } = readRules(json);
  const program = makeProgram(rules);
  validate(program, document);
  return { document: normal(document as RuleDocument), program };
}

/** A decimal without needless zeros. */
function decimal(text: string): string {
  const thousandths = parseDecimal(text);
  return thousandths === null ? text : String(thousandths / 1000);
}

const marks = (record: Record<string, string>) =>
  Object.fromEntries(Object.entries(record).map(([name, mark]) => [name, decimal(mark)]));

/** A list or a map, or nothing where it is empty. */
function some<T extends object>(value: T | null | undefined): T | undefined {
  return value && Object.keys(value).length > 0 ? value : undefined;
}

/** Without the members that say nothing. */
function clean<T extends object>(value: T): T {
  return Object.fromEntries(
    Object.entries(value).filter(([, member]) => member !== undefined && member !== null),
  ) as T;
}

const requirement = (one: Requirement): Requirement => {
  const { value } = one;
  const years = typeof value === 'object' && !Array.isArray(value);
  return clean({ ...one, value: years ? { min: value.min, max: value.max } : value });
};

const component = (one: Component): Component =>
  clean({
    ...one,
    maximum: decimal(one.maximum),
    multiple_of: one.multiple_of ? decimal(one.multiple_of) : undefined,
    maximum_by_post: some(one.maximum_by_post && marks(one.maximum_by_post)),
    only_by_notice: one.only_by_notice || undefined,
  });

const part = (one: Part): Part => ({ ...one, weight: decimal(one.weight) });

function form({ scale, weighted_sum: weighted, with_addition: addition, sum }: Form): Form {
  if (scale) return { scale: { ...scale, from: decimal(scale.from), to: decimal(scale.to) } };
  if (addition) {
    const most = decimal(addition.percent_maximum);
    return { with_addition: { ...addition, percent_maximum: most } };
  }
  if (!weighted) return { sum };
  const byPost = Object.entries(weighted.by_post ?? {}).map(
    ([post, parts]) => [post, parts.map(part)] as const,
  );
  const by_post = some(Object.fromEntries(byPost));
  return { weighted_sum: clean({ ...weighted, parts: weighted.parts.map(part), by_post }) };
}

function thresholds(one: Thresholds | null | undefined): Thresholds | undefined {
  if (!one) return undefined;
  const each = <T, R>(record: Record<string, T>, change: (value: T) => R) =>
    Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
  return clean({
    ...one,
    by_pool: each(one.by_pool, (minimums) => minimums && marks(minimums)),
    by_post: some(each(one.by_post ?? {}, (pools) => each(pools, marks))),
  });
}

const stage = (one: Stage): Stage =>
  clean({
    ...one,
    steps: one.steps.map((step) => ({ ...step, form: form(step.form) })),
    thresholds: thresholds(one.thresholds),
  });

const limits = (one: Limits): Limits => ({
  ...one,
  main_minimum: decimal(one.main_minimum),
  weight_maximum: decimal(one.weight_maximum),
  interview_maximum: decimal(one.interview_maximum),
});

/** Two documents that mean the same become the same: it is this form that is hashed and compared. */
function normal(raw: RuleDocument): RuleDocument {
  const { eligibility, pools, categories, further_tests: further, refill, codes } = raw;
  return clean({
    ...raw,
    sources: Object.fromEntries(
      Object.entries(raw.sources).map(([name, source]) => [name, clean(source)]),
    ),
    parameters: some(raw.parameters),
    eligibility: eligibility && {
      ...eligibility,
      requirements: eligibility.requirements.map(requirement),
    },
    pools: pools && {
      ...pools,
      known: pools.known.map((pool) => clean({ ...pool, aliases: some(pool.aliases) })),
    },
    categories: categories && {
      ...categories,
      known: categories.known.map((one) => ({ ...one, priority: one.priority ?? null })),
    },
    further_tests: further && {
      ...further,
      regional: limits(further.regional),
      central: limits(further.central),
    },
    components: raw.components.map(component),
    stages: raw.stages.map(stage),
    refill: refill && {
      ...refill,
      steps: refill.steps.map((step) => clean({ ...step, code: clean(step.code) })),
    },
    objections: some(raw.objections),
    codes: {
      ...codes,
      by_state: Object.fromEntries(
        Object.entries(codes.by_state).map(([state, code]) => [state, clean(code)]),
      ),
    },
  });
}

/** Canonical JSON (RFC 8785) of a value without fractions. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([one], [two]) => (one < two ? -1 : 1));
  const written = members.map(([name, inside]) => `${JSON.stringify(name)}:${canonical(inside)}`);
  return `{${written.join(',')}}`;
}

/** The name of a document by what it says; null where the browser hashes nothing (a page without TLS). */
export async function hashOf(document: RuleDocument): Promise<string | null> {
  if (!globalThis.crypto?.subtle) return null;
  const bytes = new TextEncoder().encode(canonical(document));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
