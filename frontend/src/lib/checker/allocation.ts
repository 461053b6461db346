/** The end of a run: the ranking gives the places, the refill those that stayed empty. */
import { Donors } from './donors';
import type { Ruling, Vacancy } from './inputs';
import { type Comparison, comparisons } from './order';
import { applyRuling, drawBorder, type Places, refuseRuling } from './places';
import { byBytes, type Program } from './program';
import { refuse } from './refusal';
import type { Code, RefillStep } from './rules';
import { byVacancy, type Case, type Gates, meets, whoOf } from './stages';

export type Round = {
  program: Program;
  vacancies: Vacancy[];
  cases: Case[];
  gates: Gates;
  rulings: Map<string, Ruling>;
};

export function givePlaces(round: Round, finalists: Case[]) {
  const { program, cases, vacancies } = round;
  const order = comparisons(program, program.rules.ranking.order, cases.map(whoOf));
  const own = byVacancy(finalists);
  const unused = new Map(round.rulings);
  const left = new Map<Vacancy, Places>();
  for (const vacancy of [...vacancies].sort((one, other) => byBytes(one.id, other.id))) {
    const places = { surely: vacancy.quota, perhaps: vacancy.quota };
    settle(own.get(vacancy) ?? [], vacancy, places, order, unused, null);
    left.set(vacancy, places);
  }
  refill(round, finalists, left, order, unused);
  for (const [id, ruling] of unused) {
    const vacancy = vacancies.find((each) => each.id === id);
    refuse(
      { file: 'rulings', row: ruling.line, column: 'vacancy' },
      `Tidak ada yang perlu diputus pada formasi ${vacancy?.id ?? id}.`,
      `There is nothing to decide about the vacancy ${vacancy?.id ?? id}.`,
    );
  }
}

/** One border of one vacancy; with the code of a refill step, ranks stay those of the own vacancy. */
function settle(
  candidates: Case[],
  vacancy: Vacancy,
  places: Places,
  order: Comparison[],
  unused: Map<string, Ruling>,
  code: Code | null,
) {
  if (candidates.length === 0) return;
  const free = candidates.filter(({ state }) => state !== 'undecided').length;
  const border = drawBorder(candidates, places, order);
  const ruling = unused.get(vacancy.id);
  if (ruling && border.undecided.length > 0) {
    if (free < candidates.length) refuseRuling(ruling, vacancy);
    applyRuling(border, ruling, vacancy, places, order);
    unused.delete(vacancy.id);
  }
  for (const one of border.placed) {
    one.state = 'placed';
    one.placedAt = vacancy;
    one.code = code;
  }
  for (const one of border.undecided) one.state = 'undecided';
  for (const one of border.out) one.state = 'without_place';
  if (!code) for (const [one, rank] of border.ranks) one.rank = rank;
  places.surely = Math.max(0, places.surely - candidates.length);
  places.perhaps = Math.max(0, places.perhaps - free);
}

/** Step after step, vacancy after vacancy: the best of those who fit and have no place. */
function refill(
  { program, gates }: Round,
  finalists: Case[],
  left: Map<Vacancy, Places>,
  order: Comparison[],
  unused: Map<string, Ruling>,
) {
  const rule = program.rules.refill;
  if (!rule) return;
  const donors = new Donors(rule, finalists, order);
  for (const step of rule.steps.filter(({ enabled }) => enabled)) {
    donors.begin(step);
    for (const [vacancy, places] of left) {
      if (places.perhaps === 0 || !isOfKind(program, vacancy, step.empty)) continue;
      const meetsToo = gateOf(gates, step, vacancy);
      const candidates = donors.best(
        vacancy,
        places.perhaps,
        (one) => fits(program, step, vacancy, one) && meetsToo(one),
      );
      settle(candidates, vacancy, places, order, unused, step.code);
    }
  }
}

const kindOf = (program: Program, pool: string) =>
  program.rules.pools?.known.find(({ code }) => code === pool)?.kind ?? 'general';

const isOfKind = (program: Program, { pool }: Vacancy, kind: RefillStep['empty']) =>
  kind === 'any' || kindOf(program, pool) === kind;

function fits(program: Program, step: RefillStep, vacancy: Vacancy, one: Case) {
  const donor = one.who.vacancy;
  if (step.location === 'same' && donor.location !== vacancy.location) return false;
  if (step.location === 'other' && donor.location === vacancy.location) return false;
  if (step.from === 'same' && donor.pool !== vacancy.pool) return false;
  if (step.from === 'other' && donor.pool === vacancy.pool) return false;
  const kind = step.from === 'same' || step.from === 'other' ? 'any' : step.from;
  return isOfKind(program, donor, kind);
}

/** Whether somebody meets, in every stage, the thresholds of another pool, if the step asks for them. */
function gateOf(gates: Gates, { thresholds_of }: RefillStep, { post }: Vacancy) {
  const asked = gates.map((gate) => (thresholds_of && gate?.for(post, thresholds_of)) || []);
  return ({ who }: Case) => asked.every((slots) => meets(slots, who));
}
