/** What the committee's pages share: the round in preparation, wall-clock times, what is missing, what differs. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { api, askVersioned } from '../../api/client';
import type { components } from '../../api/schema.gen';

export type Prepared = components['schemas']['PreparedRound'];
export type Draft = components['schemas']['VacancyDraft'];
type Step = components['schemas']['Step'];
export type Amendment = components['schemas']['AmendmentView'];

export const base = (agency: string, round: string) => `/petugas/seleksi/${agency}/${round}`;

export function usePrepared() {
  const { agency = '', round = '' } = useParams({ strict: false }) as Record<string, string>;
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: ['round-preparation', agency, round],
    queryFn: () =>
      askVersioned(
        api.GET('/api/v1/agencies/{agency}/round-preparations/{round}', {
          params: { path: { agency, round } },
        }),
      ),
  });
  const etag = query.data?.etag ?? '';
  return {
    agency,
    round,
    etag,
    prepared: query.data?.data,
    error: query.error,
    pending: query.isPending,
    retry: query.refetch,
    refresh: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['round-preparation', agency, round] }),
        queries.invalidateQueries({ queryKey: ['round-preparations'] }),
      ]),
  };
}

export type Part = 'timetable' | 'rules' | 'vacancies';

/** What publishing would still miss. The server decides; this says it before somebody asks. */
export function missing(prepared: Prepared): Part[] {
  const { page, vacancies } = prepared;
  const parts: Part[] = [];
  if (!page.timetable.some((step) => step.code === 'registration')) parts.push('timetable');
  if (!page.rules) parts.push('rules');
  if (vacancies.length === 0) parts.push('vacancies');
  return parts;
}

/** The pools that a rule document names; without one, none is known. */
export function poolsOf(rules: unknown): string[] {
  const stages = (rules as { stages?: { thresholds?: { by_pool?: object } }[] } | null)?.stages;
  const named = stages?.flatMap((stage) => Object.keys(stage.thresholds?.by_pool ?? {})) ?? [];
  return [...new Set(['general', ...named])];
}

export type Difference = { place: string; before: string | null; after: string | null };

function flatten(value: unknown, place: string, into: Map<string, string>) {
  if (value !== null && typeof value === 'object' && Object.keys(value).length > 0) {
    for (const [key, part] of Object.entries(value)) {
      flatten(part, place ? `${place}/${key}` : key, into);
    }
  } else if (value !== null && value !== undefined && typeof value !== 'object') {
    into.set(place, String(value));
  }
}

/** What two documents say differently, place by place. */
export function differences(before: unknown, after: unknown): Difference[] {
  const old = new Map<string, string>();
  const now = new Map<string, string>();
  flatten(before, '', old);
  flatten(after, '', now);
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((place) => old.get(place) !== now.get(place))
    .map((place) => ({
      place,
      before: old.get(place) ?? null,
      after: now.get(place) ?? null,
    }));
}

/** Steps by code, so that a moved step is one difference and not many. */
const byCode = (steps: Step[]) =>
  Object.fromEntries(steps.map((step) => [step.code, { opens: step.opens, closes: step.closes }]));

/** What stands now where an amendment would put something else. */
export function standing(prepared: Prepared, amendment: Amendment): [unknown, unknown] {
  if (amendment.kind === 'timetable') {
    const instants = (steps: Step[]) =>
      byCode(
        steps.map((step) => ({
          code: step.code,
          opens: new Date(step.opens).toISOString(),
          closes: new Date(step.closes).toISOString(),
        })),
      );
    return [instants(prepared.page.timetable), instants(amendment.document as Step[])];
  }
  if (amendment.kind === 'rules') return [prepared.page.rules, amendment.document];
  const found = prepared.vacancies.find((one) => one.id === amendment.vacancy_id);
  return [found?.draft, amendment.document];
}

/** The vacancy that an amendment or a version is about, in words; nothing for the other parts. */
export function vacancyName(prepared: Prepared, id: string | null | undefined): string {
  const found = prepared.vacancies.find((one) => one.id === id)?.draft;
  return found ? [found.post_title, found.unit_path].filter(Boolean).join(', ') : '';
}

const AMENDMENT_STATES = {
  proposed: 'amend_proposed',
  approved: 'amend_approved',
  withdrawn: 'amend_withdrawn',
} as const;

export const amendmentState = (state: string) =>
  AMENDMENT_STATES[state as keyof typeof AMENDMENT_STATES] ?? AMENDMENT_STATES.withdrawn;
