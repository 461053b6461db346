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

const span: Shape<unknown> = (value, at) => {
  const members = mapOf(anything)(value, at);
  for (const name of ['min', 'max']) whole(SMALL)(members.get(name), `${at}/${name}`);
  return value;
};

const requirement = object(
  {
    code: oneOf(
      ...['education', 'age', 'gpa', 'disability', 'document', 'statement', 'residence', 'other'],
    ),
    operator: oneOf('in', 'between', 'at_least', 'is', 'present', 'judged'),
    value: either(
      anything,
      (value) => typeof value === 'boolean' || typeof value === 'string',
      either(list(text), Array.isArray, span),
    ),
    source: text,
  },
  { evidence: orNull(text) },
);

const limits = object({
  main_minimum: decimal,
  kinds_maximum: whole(LARGE),
  weight_maximum: decimal,
  interview_maximum: decimal,
});

const furtherTests = object({
  source: text,
  notice_source: text,
  main: text,
  extra: text,
  regional: limits,
  central: limits,
});

const withdrawal = object({
  source: text,
  replacement: oneOf('none', 'next_in_rank'),
  consequence: words,
  consequence_source: text,
});

const objection = object({
  about: text,
  days: whole(LARGE),
  answer_days: whole(LARGE),
  once: flag,
  ground: words,
  source: text,
});

const disclosure = object({
  source: text,
  profile: oneOf('names_of_placed', 'codes', 'codes_small_withheld'),
  person_fields_only_where_they_decided: flag,
  pools_never_beside_a_name: list(text),
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
    eligibility: orNull(object({ source: text, requirements: list(requirement) })),
    reuse: orNull(object({ source: text, stage: text, note: words })),
    further_tests: orNull(furtherTests),
    withdrawal: orNull(withdrawal),
    objections: list(objection),
    disclosure: orNull(disclosure),
  },
);

type Document = Of<typeof document>;
export type Stage = Of<typeof stage>;
export type Step = Of<typeof step>;
export type Part = Of<typeof part>;
export type Minimums = Of<typeof minimums>;
export type Thresholds = Of<typeof thresholds>;
export type Criterion = Of<typeof criterion>;
export type Code = Of<typeof code>;
export type RefillStep = Of<typeof refillStep>;
export type Refill = Of<typeof refill>;
export type Rules = Document;

/** The document read, and as it stands. */
export function readRules(json: string): { rules: Rules; document: unknown } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    refuse({ file: 'rules' }, 'Berkas ini bukan JSON.', 'This file is not JSON.');
  }
  return { rules: (document as Shape<Document>)(parsed, ''), document: parsed };
}
