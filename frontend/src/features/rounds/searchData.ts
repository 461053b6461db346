/** What the search page looks up besides hits: counts, and the names behind codes. */
import { useEffect, useState } from 'react';
import { api, ask } from '../../api/client';
import type { components } from '../../api/schema.gen';
import { useAnswer } from '../../api/useAnswer';
import type { Filters } from './filters';
import { filterQueryOf } from './filterUses';

export type Facets = components['schemas']['Facets'];
export type Region = components['schemas']['Region'];

/** Counts beside the choices. A server that has just started has none yet; the page does without them. */
export function useFacets(filters: Filters): Facets | undefined {
  const query = filterQueryOf(filters);
  return useAnswer(`facets ${JSON.stringify(query)}`, () =>
    ask(api.GET('/api/v1/vacancy-facets', { params: { query } })),
  ).data;
}

export const useLevels = () =>
  useAnswer('levels', () => ask(api.GET('/api/v1/education-levels'))).data ?? [];

async function regionsIn(parent: string): Promise<Region[]> {
  const all: Region[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: 100, cursor, ...(parent && { parent }) };
    const page = await ask(api.GET('/api/v1/regions', { params: { query } }));
    all.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor);
  return all;
}

/** Parts of a region; the provinces for an empty code; nothing without a code. */
export const useRegions = (parent: string | undefined) =>
  useAnswer(parent === undefined ? '' : `regions ${parent}`, () => regionsIn(parent ?? '')).data;

export function useRegionName(code: string | undefined): string | undefined {
  const parent = code?.split('.').slice(0, -1).join('.');
  return useRegions(code ? parent : undefined)?.find((region) => region.code === code)?.name;
}

/** What was typed last, once the typing rests: letters in between are not worth a request. */
function useRested(typed: string): string {
  const [rested, setRested] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setRested(typed), 250);
    return () => clearTimeout(timer);
  }, [typed]);
  return rested;
}

/** Educations by words of the name or the beginning of the code. */
export function useEducations(typed: string) {
  const text = useRested(typed.trim());
  const found = useAnswer(text.length > 2 ? `educations ${text}` : '', () =>
    ask(api.GET('/api/v1/education-codes', { params: { query: { text, limit: 20 } } })),
  );
  return found.data?.items ?? [];
}

export const isEducationCode = (typed: string) => /^\d{6,7}$/.test(typed.trim());

export function useAgencies(typed: string, facets: Facets | undefined) {
  const text = useRested(typed);
  const found = useAnswer(!facets && text.length > 2 ? `agencies ${text}` : '', () =>
    ask(api.GET('/api/v1/agencies', { params: { query: { text, limit: 10 } } })),
  );
  if (facets) return facets.agency.map(({ value, name, count }) => ({ id: value, name, count }));
  return (found.data?.items ?? []).map(({ id, name }) => ({ id, name, count: undefined }));
}

export function useAgencyName(id: string | undefined, facets: Facets | undefined) {
  const counted = facets?.agency.find((agency) => agency.value === id)?.name;
  const asked = id && !counted ? `agency ${id}` : '';
  const found = useAnswer(asked, () =>
    ask(api.GET('/api/v1/agencies/{agency}', { params: { path: { agency: id ?? '' } } })),
  );
  return counted ?? found.data?.name;
}
