/** The stages of a round, one after the other: who was there, who met the thresholds, who goes on. */
import type { Participant, Vacancy } from './inputs';
import { type KeyMaker, keyMaker, standing } from './order';
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
  private readonly at: string;
  private readonly found = new Map<string, Slots | null>();

  constructor(program: Program, thresholds: Thresholds, at: string) {
    this.program = program;
    this.thresholds = thresholds;
    this.at = at;
  }

  for(post: string, pool: string): Slots | null {
    const name = JSON.stringify([post, pool]);
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
      slot: slotOf(this.program, name, this.at),
      minimum,
    }));
  }
}

export const meets = (slots: Slots, { values }: Participant) =>
  slots.every(({ slot, minimum }) => (values[slot] ?? Number.NaN) >= minimum);

/** The gates of the stages, by stage; null where the law has no thresholds. */
export const gatesOf = (program: Program) =>
  program.rules.stages.map(({ thresholds }, index) =>
    thresholds ? new Gate(program, thresholds, `/stages/${index}/thresholds`) : null,
  );

/** Vacancies whose pool or thresholds the rules do not know. */
export function refusedVacancies(
  program: Program,
  vacancies: Iterable<Vacancy>,
  gates: (Gate | null)[],
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
  gates: (Gate | null)[],
  last: number,
  onStage: (done: number) => void,
) {
  for (let stage = 0; stage <= last; stage += 1) {
    const before = cases.filter(({ state }) => state === 'active');
    for (const one of before) attend(one, stage, gates[stage] ?? null);
    const after = before.filter(({ state }) => state === 'active');
    shorten(program, after, stage);
    onStage(stage);
  }
}

function attend(one: Case, stage: number, gate: Gate | null) {
  const { who } = one;
  const plan = who.vacancy.plan.stages[stage];
  if (!plan) refuse({ file: 'rules' }, 'Tahap tidak ada.', 'There is no such stage.');
  if (who.removed?.stage === stage) {
    one.state = who.removed.flag;
    return;
  }
  if (plan.required.some((slot) => Number.isNaN(who.values[slot]))) {
    one.state = who.removed && !who.removed.named ? who.removed.flag : 'absent';
    return;
  }
  for (const instruction of plan.instructions) instruction(who.values, who.additions);
  one.stages = stage + 1;
  const minimums = gate?.for(who.vacancy.post, who.vacancy.pool);
  if (minimums && !meets(minimums, who)) one.state = 'below_threshold';
}

/** The best multiple × places go on, and everybody who is not surely below the last of them. */
function shorten(program: Program, cases: Case[], stage: number) {
  const shortlist = program.rules.stages[stage]?.shortlist;
  if (!shortlist) return;
  const makers = shortlist.order.map((criterion, index) =>
    keyMaker(program, criterion, `/stages/${stage}/shortlist/order/${index}`),
  );
  for (const [vacancy, members] of byVacancy(cases)) {
    const { above } = standing(members.map(({ who }) => keysOf(makers, who)));
    members.forEach((one, index) => {
      const better = above[index] ?? 0;
      one.rank = better + 1;
      if (better >= shortlist.multiple * vacancy.quota) one.state = 'outside_shortlist';
    });
  }
}

export const keysOf = (makers: KeyMaker[], who: Participant) => makers.map((make) => make(who));

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
