/** The reader of rules and the published schema accept and refuse the same documents. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { recompute } from './index';
import { Refusal } from './refusal';
import { readRules } from './rules';

const FOLDER = '../api/selection/rules';
type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Schema = { [keyword: string]: Json };

const schema: Schema = JSON.parse(readFileSync(`${FOLDER}/rules.schema.json`, 'utf8'));
const documents = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json') && name !== 'rules.schema.json')
  .map((name): Json => JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8')));

const isObject = (value: Json | undefined): value is { [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const TYPES: Record<string, (value: Json) => boolean> = {
  object: isObject,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
  integer: (value) => Number.isInteger(value),
};

/** As much of JSON Schema as the published one uses; a keyword that is new here fails the test. */
const KEYWORDS: Record<string, (rule: Json, value: Json, whole: Schema) => boolean> = {
  $schema: () => true,
  $defs: () => true,
  title: () => true,
  description: () => true,
  default: () => true,
  $ref: (rule, value) => accepts(definition(String(rule)), value),
  type: (rule, value) => TYPES[String(rule)]?.(value) ?? false,
  enum: (rule, value) => (rule as Json[]).includes(value),
  pattern: (rule, value) => typeof value !== 'string' || new RegExp(String(rule)).test(value),
  minimum: (rule, value) => typeof value !== 'number' || value >= Number(rule),
  maximum: (rule, value) => typeof value !== 'number' || value <= Number(rule),
  items: (rule, value) => !Array.isArray(value) || value.every((each) => accepts(rule, each)),
  anyOf: (rule, value) => (rule as Json[]).some((each) => accepts(each, value)),
  oneOf: (rule, value) => (rule as Json[]).filter((each) => accepts(each, value)).length === 1,
  required: (rule, value) =>
    !isObject(value) || (rule as string[]).every((name) => Object.hasOwn(value, name)),
  properties: (rule, value) =>
    !isObject(value) ||
    Object.entries(rule as Schema).every(
      ([name, each]) => !Object.hasOwn(value, name) || accepts(each, value[name] as Json),
    ),
  propertyNames: (rule, value) =>
    !isObject(value) || Object.keys(value).every((name) => accepts(rule, name)),
  additionalProperties: (rule, value, whole) => {
    const named = Object.keys((whole.properties ?? {}) as Schema);
    return (
      !isObject(value) ||
      Object.entries(value).every(([name, each]) => named.includes(name) || accepts(rule, each))
    );
  },
};

const definition = (name: string) => (schema.$defs as Schema)[name.replace('#/$defs/', '')] as Json;

function accepts(rule: Json, value: Json): boolean {
  if (typeof rule === 'boolean') return rule;
  return Object.entries(rule as Schema).every(([keyword, each]) => {
    const judge = KEYWORDS[keyword];
    if (!judge) throw new Error(`The schema uses ${keyword}, which this test does not know.`);
    return judge(each, value, rule as Schema);
  });
}

/** Every document that differs from the given one in one place, and the place. */
function* changes(value: Json, at = ''): Generator<[Json, string]> {
  const others: Json[] = [null, true, -1, 1.5, 3, 4_294_967_296, '1.0005', 'other', [], {}];
  for (const other of others) yield [other, `${at} = ${JSON.stringify(other)}`];
  if (Array.isArray(value)) {
    // Entries of one list are of one form: the first stands for them.
    for (const [each, place] of changes(value[0] ?? null, `${at}/0`)) {
      yield [[each, ...value.slice(1)], place];
    }
  } else if (isObject(value)) {
    for (const [name, each] of Object.entries(value)) {
      const { [name]: _, ...rest } = value;
      yield [rest, `${at} without ${name}`];
      yield [{ ...rest, [`${name}s`]: each }, `${at} with ${name}s`];
      for (const [inside, place] of changes(each, `${at}/${name}`)) {
        yield [{ ...value, [name]: inside }, place];
      }
    }
  }
}

function reads(document: Json): boolean {
  try {
    readRules(JSON.stringify(document));
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

const TITLE =
  'agrees with the schema on the shipped rules and on every change of one place in them';

it(TITLE, { timeout: 60_000 }, () => {
  expect(documents.length).toBeGreaterThan(2);
  let refused = 0;
  for (const document of documents) {
    expect(reads(document)).toBe(true);
    for (const [changed, place] of changes(document)) {
      const accepted = accepts(schema, changed);
      if (reads(changed) !== accepted) expect.fail(`The schema accepts ${place}: ${accepted}.`);
      refused += accepted ? 0 : 1;
    }
  }
  expect(refused).toBeGreaterThan(1_000);
});

const BUNDLE = '../api/selection/bundles/cpns-2024';
const sheet = (name: string) => readFileSync(`${BUNDLE}/${name}.csv`, 'utf8');
const sheets = { vacancies: sheet('vacancies'), participants: sheet('participants') };

it.each([
  ['a source', '"source": "shortlist"', '"source": "list"', '/stages/0/shortlist/source'],
  ['a key', '{ "higher": "final" }', '{ "higher": "finale" }', '/ranking/order/0'],
  ['a component', '"components": ["skb_cat"]', '"components": ["skb"]', '/stages/1/components/0'],
  ['a result', '"of": "skd_100"', '"of": "skd_weighted"', '/stages/1/steps/2'],
  ['a pool', '"cum_laude": { "tiu"', '"cumlaude": { "tiu"', '/stages/0/thresholds/by_pool'],
  ['a pool of a step', '"thresholds_of": "general"', '"thresholds_of": "kalimantan"', '/refill'],
  ['a stage', '"stage": "skd"', '"stage": "skt"', '/reuse/stage'],
  ['a threshold within reach', '"tkp": "166"', '"tkp": "226"', '/stages/0/thresholds'],
  ['a divisor', '"from": "550"', '"from": "0"', '/stages/1/steps/1'],
  ['few decimals', '"decimals": 0', '"decimals": 4', '/components/0/decimals'],
  ['names of their own', '"out": "skd_100"', '"out": "skd"', '/stages/1/steps/1'],
  ['a place for a parameter', '"/disclosure/profile"', '"/disclosure/profiles"', '/parameters'],
  ['a code', '"absent"', '"undecided"', '/codes/by_state: The name absent'],
])('refuses rules without %s', (_, from, to, column) => {
  const rules = readFileSync(`${BUNDLE}/rules.json`, 'utf8');
  expect(rules).toContain(from);
  const changed = { ...sheets, rules: rules.replace(from, to) };
  expect(() => recompute(changed)).toThrow(column);
});
