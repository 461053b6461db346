/**
 * The ranking computed a second time, from the rule document alone: no code is shared with the engine of the
 * server, so that a mistake in one shows as a difference. Pure: no page, no network, no clock.
 */
import { givePlaces } from './allocation';
import { readParticipants, readRulings, readVacancies } from './inputs';
import { compare, type Difference, makeOutcomes, type Outcomes } from './outcomes';
import { makeProgram } from './program';
import { Refusal, refuse } from './refusal';
import { readRules } from './rules';
import { type Case, gatesOf, type RefusedVacancy, refusedVacancies, runStages } from './stages';
import { type Summary, summarise } from './summary';
import { validate } from './validate';

export { readSheet } from './csv';
export { type Difference, type Outcomes, outcomesCsv } from './outcomes';
export { type FileName, type Place, Refusal, refuse, type Sentence } from './refusal';
export type { Summary } from './summary';

/** The files of a round, as texts. */
export type Files = {
  rules: string;
  vacancies: string;
  participants: string;
  rulings?: string;
  /** Code of the stage to stop after. */
  through?: string;
};

/** How far it is, from 0 to 1. */
export type Progress = (done: number) => void;

export type Recomputed = { outcomes: Outcomes; refused: RefusedVacancy[]; summary: Summary };

/** How a check ends, as the exit status of the command: 0 (computed alone, too), 1 or 2. */
export type Ending =
  | ({ ending: 'same' | 'computed' } & Recomputed)
  | ({ ending: 'different'; difference: Difference } & Recomputed)
  | ({ ending: 'unknown'; refusal: Refusal } & Partial<Recomputed>);

const READING = 0.6;
const REPORT_EVERY = 500;

/** Throws `Refusal` where the files do not allow an answer. */
export function recompute(files: Files, onProgress: Progress = () => {}): Recomputed {
  const { rules, document } = readRules(files.rules);
  const program = makeProgram(rules);
  validate(program, document);
  const { stages } = rules;
  const through = stages.findIndex(({ code }) => code === files.through);
  if (files.through !== undefined && through < 0) {
    refuse({ file: 'rules', column: '/stages' }, 'Tahap ini tidak ada.', 'There is no such stage.');
  }
  const last = files.through === undefined ? stages.length - 1 : through;
  const vacancies = readVacancies(program, files.vacancies);
  const lines = files.participants.split('\n').length;
  const people = readParticipants(program, vacancies, files.participants, last, (row) => {
    if (row % REPORT_EVERY === 0) onProgress((READING * row) / lines);
  });
  const rulings = readRulings(vacancies, people, files.rulings || NO_RULINGS);
  const gates = gatesOf(program);
  const refused = refusedVacancies(program, vacancies.values(), gates);
  const cases = people.map((who): Case => {
    const state = refused.has(who.vacancy) ? 'vacancy_refused' : 'active';
    return { who, state, rank: null, code: null, placedAt: null, stages: 0 };
  });
  runStages(program, cases, gates, last, (stage) =>
    onProgress(READING + ((1 - READING) * (stage + 1)) / (stages.length + 1)),
  );
  const finalists = cases.filter(({ state }) => state === 'active');
  if (last === stages.length - 1) {
    const open = [...vacancies.values()].filter((vacancy) => !refused.has(vacancy));
    givePlaces({ program, vacancies: open, cases, gates, rulings }, finalists);
  } else {
    for (const one of finalists) one.state = 'goes_on';
    for (const [, { line }] of rulings) {
      refuse(
        { file: 'rulings', row: line },
        'Keputusan hanya berlaku pada hasil akhir.',
        'Rulings count at the end of the last stage only.',
      );
    }
  }
  const outcomes = makeOutcomes(program, cases, last);
  const summary = summarise(program, vacancies.values(), cases, refused);
  onProgress(1);
  return { outcomes, refused: [...refused.values()], summary };
}

const NO_RULINGS = 'vacancy,participant,order,document\n';

/**
 * Recomputes, and compares with what was announced where that is given. A difference that is sure comes before a
 * doubt.
 */
export function check(files: Files, expectedCsv?: string, onProgress?: Progress): Ending {
  let computed: Recomputed | undefined;
  try {
    computed = recompute(files, onProgress);
    const given = expectedCsv !== undefined;
    const difference = given ? compare(expectedCsv, computed.outcomes) : null;
    if (difference) return { ending: 'different', difference, ...computed };
    const [first] = computed.refused;
    if (first) refuseVacancy(first);
    return { ending: given ? 'same' : 'computed', ...computed };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ending: 'unknown', refusal: error, ...computed };
  }
}

function refuseVacancy({ vacancy, stage }: RefusedVacancy): never {
  refuse(
    { file: 'vacancies', row: vacancy.line, column: 'pool' },
    `Ambang batas tahap ${stage} bagi formasi ${vacancy.id} tidak diketahui aturan.`,
    `The rules do not know the thresholds of stage ${stage} for the vacancy ${vacancy.id}.`,
  );
}
