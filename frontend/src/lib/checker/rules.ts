/** The rule document as `api/selection/rules/rules.schema.json` describes it. */
import { refuse } from './refusal';
import {
  anything,
  decimal,
  either,
  flag,
  list,
  mapOf,
  type Of,
  object,
  oneOf,
  orNull,
  type Shape,
  text,
  variant,
  whole,
} from './shape';

const LARGE = 4_294_967_295;
const SMALL = 255;

export const STATES = [
  'goes_on',
  'placed',
  'without_place',
  'outside_shortlist',
  'below_threshold',
  'absent',
  'ineligible',
  'disqualified',
  'withdrawn',
  'eliminated',
  'undecided',
  'vacancy_refused',
] as const;
export type State = (typeof STATES)[number];

const words = object({ id: text, en: text });

const source = object(
  { document: text, clause: text, confidence: oneOf('A', 'B', 'C') },
  { note: orNull(text) },
);

const parameter = object({ name: text, at: text, default: anything, source: text, note: words });

const pool = object(
  { code: text, kind: oneOf('general', 'special'), name: words },
  { aliases: list(text) },
);

const category = object({ code: text, name: words }, { priority: orNull(whole(LARGE)) });

const component = object(
  { code: text, name: words, maximum: decimal, decimals: whole(SMALL), source: text },
  { multiple_of: orNull(decimal), maximum_by_post: mapOf(decimal), only_by_notice: flag },
);

const rounding = object({ method: oneOf('half_up'), decimals: whole(SMALL), source: text });
const part = object({ of: text, weight: decimal, out: text });

const step = object({
  out: text,
  form: variant({
    sum: object({ of: list(text) }),
    scale: object({ of: text, from: decimal, to: decimal, rounding }),
    weighted_sum: object({ parts: list(part), rounding }, { by_post: mapOf(list(part)) }),
    with_addition: object({ of: text, percent_maximum: decimal, capped: flag, rounding }),
  }),
  source: text,
});

const minimums = mapOf(decimal);
const thresholds = object(
  { source: text, by_pool: mapOf(orNull(minimums)) },
  { by_post: mapOf(mapOf(minimums)), note: orNull(text) },
);

const criterion = either(
  oneOf('higher_grade', 'earlier_birth', 'category'),
  (value) => typeof value === 'string',
  object({ higher: text }),
);

const shortlist = object({
  source: text,
  multiple: whole(LARGE),
  order: list(criterion),
  tie_at_border: oneOf('admit_all'),
});

const stage = object(
  { code: text, name: words, components: list(text), steps: list(step) },
  { thresholds: orNull(thresholds), shortlist: orNull(shortlist) },
);

const code = object({ code: text, legend: words }, { with_category: orNull(text) });

const refillStep = object(
  {
    step: text,
    enabled: flag,
    empty: oneOf('any', 'general', 'special'),
    from: oneOf('any', 'general', 'special', 'same', 'other'),
    location: oneOf('any', 'same', 'other'),
    code,
    source: text,
  },
  { thresholds_of: orNull(text) },
);

const refill = object({
  source: text,
  same_post: flag,
  qualification: oneOf('education_of_donor', 'same_codes'),
  vacancy_order: oneOf('identifier'),
  steps: list(refillStep),
});

const document = object(
  {
    rule_id: text,
    version: whole(LARGE),
    title: words,
    valid_for: text,
    sources: mapOf(source),
    components: list(component),
    stages: list(stage),
    ranking: object({ source: text, order: list(criterion), tie: oneOf('undecided') }),
    codes: object({
      source: text,
      by_state: mapOf(code, (name) => (STATES as readonly string[]).includes(name)),
    }),
  },
  {
    parameters: list(parameter),
    pools: orNull(object({ source: text, known: list(pool) })),
    categories: orNull(object({ source: text, known: list(category) })),
    refill: orNull(refill),
    // What the ranking does not read is not judged here.
    eligibility: anything,
    reuse: anything,
    further_tests: anything,
    withdrawal: anything,
    objections: anything,
    disclosure: anything,
  },
);

type Document = Of<typeof document>;
export type Component = Of<typeof component>;
export type Stage = Of<typeof stage>;
export type Step = Of<typeof step>;
export type Part = Of<typeof part>;
export type Minimums = Of<typeof minimums>;
export type Thresholds = Of<typeof thresholds>;
export type Criterion = Of<typeof criterion>;
export type Code = Of<typeof code>;
export type RefillStep = Of<typeof refillStep>;
export type Refill = Of<typeof refill>;
export type Pool = Of<typeof pool>;
export type Rules = Document;

export function readRules(json: string): Rules {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    refuse({ file: 'rules' }, 'Berkas ini bukan JSON.', 'This file is not JSON.');
  }
  return (document as Shape<Document>)(parsed, '');
}
