/** The stages of a round, one after the other: who was there, who met the thresholds, who goes on. */
import type { Participant, Vacancy } from './inputs';
import { comparisons, standing } from './order';
import { type Program, slotOf } from './program';
import { refuse } from './refusal';
import type { Code, Minimums, State, Thresholds } from './rules';

/** What became of a participant. */
export type Case = {
  who: Participant;
  state: State | 'active';
  rank: number | null;
  /** The code of a refill step stands in place of the state's own. */
  code: Code | null;
  placedAt: Vacancy | null;
  /** How many stages' results count for the person. */
  stages: number;
};

export type RefusedVacancy = { vacancy: Vacancy; stage: string };

type Slots = { slot: number; minimum: number }[];

/** Thresholds by post and pool; null where the law has some that are not known. */
export class Gate {
  private readonly program: Program;
  private readonly thresholds: Thresholds;
  private readonly found = new Map<string, Slots | null>();

  constructor(program: Program, thresholds: Thresholds) {
    this.program = program;
    this.thresholds = thresholds;
  }

  for(post: string, pool: string): Slots | null {
    const name = `${post}\n${pool}`;
    const ready = this.found.get(name);
    if (ready !== undefined) return ready;
    const minimums =
      this.thresholds.by_post?.get(post)?.get(pool) ?? this.thresholds.by_pool.get(pool) ?? null;
    const slots = minimums && this.slots(minimums);
    this.found.set(name, slots);
    return slots;
  }

  private slots(minimums: Minimums): Slots {
    return [...minimums].map(([name, minimum]) => ({
      slot: slotOf(this.program, name),
      minimum,
    }));
  }
}

/** A key without value belongs to a test that the post does not have. */
export const meets = (slots: Slots, { values }: Participant) =>
  slots.every(({ slot, minimum }) => {
    const value = values[slot] ?? Number.NaN;
    return Number.isNaN(value) || value >= minimum;
  });

export type Gates = (Gate | null | undefined)[];

/** The gates of the stages, by stage; null where the law has no thresholds. */
export const gatesOf = (program: Program): Gates =>
  program.rules.stages.map(({ thresholds }) => thresholds && new Gate(program, thresholds));

/** Vacancies whose pool or thresholds the rules do not know. */
export function refusedVacancies(
  program: Program,
  vacancies: Iterable<Vacancy>,
  gates: Gates,
): Map<Vacancy, RefusedVacancy> {
  const pools = program.rules.pools?.known;
  const refused = new Map<Vacancy, RefusedVacancy>();
  for (const vacancy of vacancies) {
    const closed = gates.findIndex((gate) => gate?.for(vacancy.post, vacancy.pool) === null);
    const strange = pools && !pools.some(({ code }) => code === vacancy.pool);
    if (strange || closed >= 0) {
      const stage = program.rules.stages[strange ? 0 : closed]?.code ?? '';
      refused.set(vacancy, { vacancy, stage });
    }
  }
  return refused;
}

export function runStages(
  program: Program,
  cases: Case[],
  gates: Gates,
  last: number,
  onStage: (done: number) => void,
) {
  const round = cases.map(whoOf);
  for (let stage = 0; stage <= last; stage += 1) {
    const before = cases.filter(({ state }) => state === 'active');
    for (const one of before) attend(one, stage, gates[stage]);
    const after = before.filter(({ state }) => state === 'active');
    shorten(program, round, after, stage);
    onStage(stage);
  }
}

function attend(one: Case, stage: number, gate: Gate | null | undefined) {
  const { who } = one;
  const plan = who.vacancy.plan.stages[stage];
  if (!plan) refuse({ file: 'rules' }, 'Tahap tidak ada.', 'There is no such stage.');
  if (who.removed?.stage === stage) {
    one.state = who.removed.flag;
    return;
  }
  if (plan.required.some((slot) => Number.isNaN(who.values[slot]))) {
    one.state = 'absent';
    return;
  }
  for (const instruction of plan.instructions) instruction(who.values, who.additions);
  one.stages = stage + 1;
  const minimums = gate?.for(who.vacancy.post, who.vacancy.pool);
  if (minimums && !meets(minimums, who)) one.state = 'below_threshold';
}

/** Who has fewer than multiple × places people surely above goes on: nobody is left behind by an open pair. */
function shorten(program: Program, round: Participant[], cases: Case[], stage: number) {
  const shortlist = program.rules.stages[stage]?.shortlist;
  if (!shortlist) return;
  const order = comparisons(program, shortlist.order, round);
  for (const [vacancy, members] of byVacancy(cases)) {
    const { above } = standing(members.map(whoOf), order);
    members.forEach((one, index) => {
      const better = above[index] ?? 0;
      one.rank = better + 1;
      if (better >= shortlist.multiple * vacancy.quota) one.state = 'outside_shortlist';
    });
  }
}

export const whoOf = ({ who }: Case) => who;

export const byVacancy = (cases: Case[]) => groupBy(cases, ({ who }) => who.vacancy);

export function groupBy<Item, Name>(items: Item[], nameOf: (item: Item) => Name) {
  const groups = new Map<Name, Item[]>();
  for (const item of items) {
    const name = nameOf(item);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}
