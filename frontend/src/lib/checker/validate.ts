/** What the schema tells in words: a rule document of the right form can still say what cannot be computed. */
import { fault, type Program, planFor, slotOf, twice, unknownName } from './program';
import type { Criterion, Minimums, Rules } from './rules';
import { STATES } from './rules';

export function validate(program: Program, document: unknown) {
  const { rules } = program;
  uniqueNames(rules);
  sources(rules, document, '');
  numbers(rules);
  thresholds(program);
  orders(program);
  clauses(rules);
  for (const state of STATES) {
    const needed = state !== 'undecided' && state !== 'vacancy_refused';
    if (needed && !rules.codes.by_state.has(state)) unknownName('/codes/by_state', state);
  }
  rules.parameters?.forEach(({ at }, index) => {
    if (!stands(document, at)) unknownName(`/parameters/${index}/at`, at);
  });
}

function uniqueNames({ components, stages, pools, categories, refill, parameters }: Rules) {
  const codes = (list: { code: string }[] | undefined) => list?.map(({ code }) => code) ?? [];
  const lists: [string, string[]][] = [
    ['/components', codes(components)],
    ['/stages', codes(stages)],
    ['/pools/known', codes(pools?.known)],
    ['/categories/known', codes(categories?.known)],
    ['/refill/steps', refill?.steps.map(({ step }) => step) ?? []],
    ['/parameters', parameters?.map(({ name }) => name) ?? []],
  ];
  for (const [at, names] of lists) {
    const again = names.find((name, index) => names.indexOf(name) !== index);
    if (again !== undefined) twice(at, again);
  }
  if (stages.length === 0) fault('/stages', 'Tidak ada tahap.', 'There is no stage.');
}

/** Every source that is named, wherever it stands; requirements name theirs in words. */
function sources(rules: Rules, value: unknown, at: string) {
  if (typeof value !== 'object' || value === null) return;
  if (at === '/eligibility/requirements' || at === '/sources') return;
  // What a parameter is by default is of the form of its place, which is looked at there.
  for (const [name, inside] of Object.entries(value)) {
    const naming = name === 'source' || name.endsWith('_source');
    if (naming && typeof inside === 'string' && !rules.sources.has(inside)) {
      unknownName(`${at}/${name}`, inside);
    }
    sources(rules, inside, `${at}/${name}`);
  }
}

function numbers({ components, stages }: Rules) {
  const zero = (at: string) => fault(at, 'Harus lebih dari nol.', 'Must be above zero.');
  components.forEach(({ maximum, maximum_by_post, multiple_of }, index) => {
    const at = `/components/${index}`;
    if (maximum === 0) zero(`${at}/maximum`);
    if (multiple_of === 0) zero(`${at}/multiple_of`);
    if ([...(maximum_by_post?.values() ?? [])].includes(0)) zero(`${at}/maximum_by_post`);
  });
  stages.forEach(({ shortlist }, index) => {
    if (shortlist?.multiple === 0) zero(`/stages/${index}/shortlist/multiple`);
  });
}

/** The highest value of every key for a post, by slot. */
function highest(program: Program, post: string): number[] {
  const plan = planFor(program, post);
  const values = [...plan.maximums];
  const additions = program.rules.components.map(({ code }) => program.additions.get(code) ?? 0);
  for (const { instructions } of plan.stages) {
    for (const instruction of instructions) instruction(values, additions);
  }
  return values;
}

function thresholds(program: Program) {
  const { components, stages, pools, refill } = program.rules;
  const known = new Set(components.map(({ code }) => code));
  const poolKnown = (pool: string) => !pools || pools.known.some(({ code }) => code === pool);
  stages.forEach((stage, index) => {
    for (const { out } of stage.steps) known.add(out);
    if (!stage.thresholds) return;
    const at = `/stages/${index}/thresholds`;
    const judge = (where: string, minimums: Minimums | null, post: string) => {
      for (const [name, minimum] of minimums ?? []) {
        if (!known.has(name)) unknownName(where, name);
        const most = highest(program, post)[slotOf(program, name)] ?? Number.NaN;
        if (minimum > most) {
          fault(where, `Ambang ${name} tidak terjangkau.`, `The threshold of ${name} is too high.`);
        }
      }
    };
    for (const [pool, minimums] of stage.thresholds.by_pool) {
      if (!poolKnown(pool)) unknownName(`${at}/by_pool`, pool);
      judge(`${at}/by_pool/${pool}`, minimums, '');
    }
    for (const [post, byPool] of stage.thresholds.by_post ?? []) {
      for (const [pool, minimums] of byPool) {
        if (!poolKnown(pool)) unknownName(`${at}/by_post/${post}`, pool);
        judge(`${at}/by_post/${post}/${pool}`, minimums, post);
      }
    }
    refill?.steps.forEach(({ thresholds_of: pool }, step) => {
      if (pool && !stage.thresholds?.by_pool.get(pool)) {
        unknownName(`/refill/steps/${step}/thresholds_of`, pool);
      }
    });
  });
}

function orders(program: Program) {
  const { stages, ranking, categories } = program.rules;
  const known = new Set(program.rules.components.map(({ code }) => code));
  const judge = (criterion: Criterion, at: string, marksOnly: boolean) => {
    if (typeof criterion !== 'string') {
      if (!known.has(criterion.higher)) unknownName(at, criterion.higher);
    } else if (marksOnly) {
      fault(at, 'Hanya nilai yang dibandingkan di sini.', 'Only marks are compared here.');
    } else if (criterion === 'category' && !categories) {
      fault(at, 'Aturan ini tidak mengenal kategori.', 'These rules know no categories.');
    }
  };
  stages.forEach(({ steps, shortlist }, index) => {
    for (const { out } of steps) known.add(out);
    const at = `/stages/${index}/shortlist`;
    if (shortlist && index === stages.length - 1) {
      fault(at, 'Tahap terakhir tidak menyaring.', 'The last stage has no shortlist.');
    }
    shortlist?.order.forEach((each, place) => {
      judge(each, `${at}/order/${place}`, true);
    });
  });
  ranking.order.forEach((each, place) => {
    judge(each, `/ranking/order/${place}`, false);
  });
}

function clauses(rules: Rules) {
  const { components, stages, pools, reuse, further_tests, refill } = rules;
  const isStage = (name: string) => stages.some(({ code }) => code === name);
  const isComponent = (name: string) => components.some(({ code }) => code === name);
  if (refill && !pools) fault('/refill', 'Tidak ada pools.', 'There are no pools.');
  if (reuse && !isStage(reuse.stage)) unknownName('/reuse/stage', reuse.stage);
  for (const name of further_tests ? [further_tests.main, further_tests.extra] : []) {
    if (!isComponent(name)) unknownName('/further_tests', name);
  }
  rules.objections?.forEach(({ about }, index) => {
    if (about !== 'administration' && !isStage(about)) {
      unknownName(`/objections/${index}/about`, about);
    }
  });
  for (const pool of rules.disclosure?.pools_never_beside_a_name ?? []) {
    if (!pools?.known.some(({ code }) => code === pool)) unknownName('/disclosure', pool);
  }
}

function stands(document: unknown, pointer: string): boolean {
  let value = document;
  for (const step of pointer.split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return false;
    value = (value as Record<string, unknown>)[name];
  }
  return pointer.startsWith('/');
}
