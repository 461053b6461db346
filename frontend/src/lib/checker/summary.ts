/** What a run came to, vacancy by vacancy, for whoever reads the verdict. */
import type { Vacancy } from './inputs';
import type { Program } from './program';
import type { Case, RefusedVacancy } from './stages';

type VacancySummary = {
  id: string;
  quota: number;
  participants: number;
  /** Places filled, whoever filled them. */
  placed: number;
  /** Of the vacancy's own participants. */
  goesOn: number;
  undecided: number;
  /** Its thresholds are not known to the rules. */
  refused: boolean;
};

export type Summary = {
  rules: string;
  version: number;
  participants: number;
  vacancies: VacancySummary[];
};

export function summarise(
  { rules }: Program,
  vacancies: Iterable<Vacancy>,
  cases: Case[],
  refused: Map<Vacancy, RefusedVacancy>,
): Summary {
  const made = new Map<Vacancy, VacancySummary>();
  for (const vacancy of vacancies) {
    const { id, quota } = vacancy;
    const counts = { participants: 0, placed: 0, goesOn: 0, undecided: 0 };
    made.set(vacancy, { id, quota, ...counts, refused: refused.has(vacancy) });
  }
  for (const { who, state, placedAt } of cases) {
    const own = made.get(who.vacancy);
    const place = placedAt && made.get(placedAt);
    if (place) place.placed += 1;
    if (!own) continue;
    own.participants += 1;
    if (state === 'goes_on') own.goesOn += 1;
    if (state === 'undecided') own.undecided += 1;
  }
  return {
    rules: rules.rule_id,
    version: rules.version,
    participants: cases.length,
    vacancies: [...made.values()],
  };
}
