/** What the pages for runs read, and the small sums that they show. */
import { useQuery } from '@tanstack/react-query';
import { api, ask } from '../../../api/client';
import type { components } from '../../../api/schema.gen';
import type { Bar } from '../../../ui/BarChart';

type Schemas = components['schemas'];
export type Run = Schemas['RunSummary'];
export type Detail = Schemas['RunDetail'];
export type Vacancy = Schemas['RunVacancy'];
export type Outcome = Schemas['RunOutcome'];
export type Difference = Schemas['Difference'];
export type Ruling = Schemas['RulingAnswer'];
export type RunPlace = { agency: string; round: string; run: string };

export const basePath = (place: { agency: string; round: string }) =>
  `/petugas/perhitungan/${place.agency}/${place.round}`;
export const runPath = (place: RunPlace) => `${basePath(place)}/${place.run}`;

export const useRun = (place: RunPlace) =>
  useQuery({
    queryKey: ['runs', place.agency, place.round, place.run],
    queryFn: () =>
      ask(
        api.GET('/api/v1/agencies/{agency}/runs/{run}', {
          params: { path: { agency: place.agency, run: place.run } },
        }),
      ),
  });

export const useRulings = (place: RunPlace) =>
  useQuery({
    queryKey: ['rulings', place.agency, place.round],
    queryFn: () =>
      ask(
        api.GET('/api/v1/agencies/{agency}/rounds/{round}/rulings', {
          params: { path: { agency: place.agency, round: place.round } },
        }),
      ),
  });

/** Everybody in one vacancy or in all, page by page until the end. */
async function allOutcomes(place: RunPlace, vacancy?: string): Promise<Outcome[]> {
  const found: Outcome[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask(
      api.GET('/api/v1/agencies/{agency}/runs/{run}/outcomes', {
        params: {
          path: { agency: place.agency, run: place.run },
          query: { vacancy, cursor, limit: 100 },
        },
      }),
    );
    found.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor);
  return found;
}

const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);

export function totals(vacancies: Vacancy[]) {
  return {
    places: sum(vacancies.map((one) => one.places)),
    filled: sum(vacancies.map((one) => one.placed)),
    empty: sum(vacancies.map((one) => one.empty)),
    undecided: sum(vacancies.map((one) => one.undecided)),
    people: sum(vacancies.map((one) => one.participants)),
    going: sum(vacancies.map((one) => one.going_on)),
    refused: vacancies.filter((one) => one.refused_stage).length,
  };
}

const DRAWN = 10;

/** One bar a unit of the first level, the largest first; what is beyond ten is drawn together. */
export function barsByUnit(
  vacancies: Vacancy[],
  last: boolean,
  others: (count: number) => string,
): Bar[] {
  const units = new Map<string, { value: number; of: number }>();
  for (const one of vacancies) {
    const unit = one.unit_path.split(' | ')[0] ?? one.unit_path;
    const bar = units.get(unit) ?? { value: 0, of: 0 };
    bar.value += last ? one.placed : one.going_on;
    bar.of += last ? one.places : one.participants;
    units.set(unit, bar);
  }
  const bars = [...units].map(([label, bar]) => ({ label, ...bar }));
  bars.sort((one, other) => other.of - one.of || one.label.localeCompare(other.label));
  if (bars.length <= DRAWN) return bars;
  const rest = bars.splice(DRAWN - 1);
  const added = { value: sum(rest.map((one) => one.value)), of: sum(rest.map((one) => one.of)) };
  return [...bars, { label: others(rest.length), ...added }];
}

/** Where the comparison with Panselnas stands; the blocks of the run say whether there was one. */
export function verdictOf(
  blocks: string[],
  differences: Difference[] | undefined,
): 'none' | 'loading' | 'same' | 'open' | 'explained' {
  if (blocks.includes('national_result_missing')) return 'none';
  if (!differences) return 'loading';
  if (differences.length === 0) return 'same';
  return blocks.includes('differences_unexplained') ? 'open' : 'explained';
}

/** Whether an order names everybody who is tied, each once. */
export const namesEachOnce = (order: string[], tied: string[]) =>
  order.length === tied.length && tied.every((one) => order.includes(one));

type Border = { kind: string; tied: string[]; ruling?: string | null };

/** Participant codes of those tied across a border of the vacancy on whom nobody has ruled. */
export const tiedCodes = (vacancy: Vacancy): string[] => [
  ...new Set(
    (vacancy.borders as unknown as Border[])
      .filter((border) => !border.ruling)
      .flatMap((border) => border.tied ?? []),
  ),
];

/** The outcomes of those tied for places of a vacancy; for places that stayed empty they applied elsewhere. */
export async function tiedOutcomes(place: RunPlace, vacancy: Vacancy): Promise<Outcome[]> {
  const codes = tiedCodes(vacancy);
  if (codes.length === 0) return [];
  const tied = (outcomes: Outcome[]) =>
    outcomes.filter((one) => codes.includes(one.participant_code));
  const own = tied(await allOutcomes(place, vacancy.vacancy_id));
  return own.length === codes.length ? own : tied(await allOutcomes(place));
}
