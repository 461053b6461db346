/** Who gets the places, and who then gets those that stayed empty (refill). */
import type { Rulings, Vacancy } from './inputs';
import { applyRulings, type KeyMaker, keyMaker, type Standing, standing, verdict } from './order';
import { byBytes, type Program } from './program';
import { refuse } from './refusal';
import type { Refill, RefillStep } from './rules';
import { byVacancy, type Case, type Gate, groupBy, keysOf, meets } from './stages';

/** Places that are still to be had: at least `surely`, at most `perhaps`. */
type Empty = { surely: number; perhaps: number };

/** Ranks those who took all tests within their vacancy, and gives the places. */
export function allocate(program: Program, finalists: Case[], rulings: Rulings) {
  const makers = finalMakers(program);
  for (const [vacancy, members] of byVacancy(finalists)) {
    const orders = rulings.get(vacancy.id);
    const order = (person: number) => orders?.get(members[person]?.who.id ?? '');
    const result = ranked(makers, members, orders ? [order] : []);
    members.forEach((one, index) => {
      one.rank = (result.above[index] ?? 0) + 1;
      const found = verdict(result, index, vacancy.quota);
      if (found === 'in') place(one, vacancy);
      else one.state = found === 'out' ? 'without_place' : 'undecided';
    });
  }
}

const finalMakers = (program: Program) =>
  program.rules.ranking.order.map((criterion, index) =>
    keyMaker(program, criterion, `/ranking/order/${index}`),
  );

function ranked(
  makers: KeyMaker[],
  members: Case[],
  lists: ((person: number) => number | undefined)[],
): Standing {
  const keys = members.map(({ who }) => keysOf(makers, who));
  const result = standing(keys);
  if (lists.length > 0) applyRulings(result, keys, lists);
  return result;
}

function place(one: Case, vacancy: Vacancy) {
  one.state = 'placed';
  one.placedAt = vacancy;
}

/** Step after step, vacancy after vacancy: the best of those who have no place. */
export function refill(
  program: Program,
  vacancies: Vacancy[],
  finalists: Case[],
  gates: (Gate | null)[],
  rulings: Rulings,
) {
  const rule = program.rules.refill;
  if (!rule) return;
  const makers = finalMakers(program);
  const donors = finalists.filter(({ state }) => state !== 'placed');
  const byPost = groupBy(donors, ({ who }) => who.vacancy.post);
  const own = byVacancy(finalists);
  const left = new Map<Vacancy, Empty>();
  for (const vacancy of [...vacancies].sort((one, other) => byBytes(one.id, other.id))) {
    const free = Math.max(0, vacancy.quota - (own.get(vacancy)?.length ?? 0));
    if (free > 0) left.set(vacancy, { surely: free, perhaps: free });
  }
  rule.steps.forEach((step, index) => {
    if (!step.enabled) return;
    for (const [vacancy, empty] of left) {
      if (empty.perhaps === 0 || !isOfKind(program, vacancy, step.empty)) continue;
      const near = rule.same_post ? (byPost.get(vacancy.post) ?? []) : donors;
      const candidates = near.filter(
        (one) =>
          one.state !== 'placed' &&
          fits(program, rule, step, vacancy, one) &&
          meetsToo(gates, step, index, vacancy, one),
      );
      if (candidates.length > 0) fill(makers, step, vacancy, empty, candidates, rulings);
    }
  });
}

const kindOf = (program: Program, pool: string) =>
  program.rules.pools?.known.find(({ code }) => code === pool)?.kind ?? 'general';

const isOfKind = (program: Program, { pool }: Vacancy, kind: RefillStep['empty']) =>
  kind === 'any' || kindOf(program, pool) === kind;

function fits(program: Program, rule: Refill, step: RefillStep, vacancy: Vacancy, one: Case) {
  const donor = one.who.vacancy;
  if (donor === vacancy) return false;
  if (step.location === 'same' && donor.location !== vacancy.location) return false;
  if (step.location === 'other' && donor.location === vacancy.location) return false;
  if (step.from === 'same' && donor.pool !== vacancy.pool) return false;
  if (step.from === 'other' && donor.pool === vacancy.pool) return false;
  const kind = step.from === 'same' || step.from === 'other' ? 'any' : step.from;
  return isOfKind(program, donor, kind) && sameQualification(rule, vacancy, one);
}

function sameQualification({ qualification }: Refill, vacancy: Vacancy, { who }: Case) {
  const [asked, had] = [vacancy.qualification, who.vacancy.qualification];
  if (qualification === 'same_codes') {
    return asked.size === had.size && [...had].every((code) => asked.has(code));
  }
  return who.education ? asked.has(who.education) : [...had].every((code) => asked.has(code));
}

function meetsToo(
  gates: (Gate | null)[],
  step: RefillStep,
  index: number,
  vacancy: Vacancy,
  one: Case,
) {
  const pool = step.thresholds_of;
  if (!pool) return true;
  return gates.every((gate) => {
    if (!gate) return true;
    const minimums =
      gate.for(vacancy.post, pool) ??
      refuse(
        { file: 'rules', column: `/refill/steps/${index}/thresholds_of` },
        `Ambang batas ${pool} tidak diketahui.`,
        `The thresholds of ${pool} are not known.`,
      );
    return meets(minimums, one.who);
  });
}

/**
 * Gives the places of one vacancy. Who is undecided may already have a place elsewhere: such a candidate can
 * keep another from being sure of this one, but cannot be sure of it.
 */
function fill(
  makers: KeyMaker[],
  step: RefillStep,
  vacancy: Vacancy,
  empty: Empty,
  candidates: Case[],
  rulings: Rulings,
) {
  const free = candidates.filter(({ state }) => state === 'without_place');
  const all = ranked(makers, candidates, rulingLists(rulings, vacancy, candidates));
  const sure = ranked(makers, free, rulingLists(rulings, vacancy, free));
  const places = new Map(candidates.map((one, index) => [one, index]));
  free.forEach((one, index) => {
    if (verdict(all, places.get(one) ?? 0, empty.surely) === 'in') {
      place(one, vacancy);
      one.code = step.code;
    } else if (verdict(sure, index, empty.perhaps) !== 'out') {
      one.state = 'undecided';
    }
  });
  empty.surely = Math.max(0, empty.surely - candidates.length);
  empty.perhaps = Math.max(0, empty.perhaps - free.length);
}

/** A ruling on the empty vacancy comes before those that were made within the candidates' own. */
function rulingLists(rulings: Rulings, vacancy: Vacancy, candidates: Case[]) {
  const own = new Set([vacancy, ...candidates.map(({ who }) => who.vacancy)]);
  return [...own].flatMap((each) => {
    const orders = rulings.get(each.id);
    if (!orders) return [];
    return [
      (person: number) => {
        const who = candidates[person]?.who;
        const counts = who && (each === vacancy || who.vacancy === each);
        return counts ? orders.get(who.id) : undefined;
      },
    ];
  });
}
