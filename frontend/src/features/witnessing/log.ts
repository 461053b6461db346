/** What the server tells of an agency's log: how it stands, its keys, its policy. */
import { useQuery } from '@tanstack/react-query';
import { api, ask } from '../../api/client';
import type { components } from '../../api/schema.gen';
import { useLanguage } from '../../i18n/language';

export type LogKeys = components['schemas']['LogKeys'];
export type KeyChange = components['schemas']['KeyChange'];
export type PolicyVersion = components['schemas']['PolicyVersion'];

export const logKey = (agency: string) => ['log', agency];

export function useLog(agency: string) {
  const language = useLanguage();
  const path = { agency };
  const status = useQuery({
    queryKey: [...logKey(agency), 'status', language],
    queryFn: () => ask(api.GET('/api/v1/agencies/{agency}/log', { params: { path } })),
    enabled: agency !== '',
  });
  const keys = useQuery({
    queryKey: [...logKey(agency), 'keys'],
    queryFn: () => ask(api.GET('/api/v1/agencies/{agency}/log/keys', { params: { path } })),
    enabled: agency !== '',
  });
  const policies = useQuery({
    queryKey: [...logKey(agency), 'policies'],
    queryFn: () => ask(api.GET('/api/v1/agencies/{agency}/log/policies', { params: { path } })),
    enabled: agency !== '',
  });
  return { status, keys, policies };
}

/** The name of one agency; nothing until it is known. */
export function useAgencyName(agency: string) {
  const found = useQuery({
    queryKey: ['agency', agency],
    queryFn: () => ask(api.GET('/api/v1/agencies/{agency}', { params: { path: { agency } } })),
  });
  return found.data?.name;
}

/** Agencies that take applications or announce here: each has a log. */
export function useRecords() {
  return useQuery({
    queryKey: ['records'],
    queryFn: async () => {
      const [open, announced] = await Promise.all([
        ask(api.GET('/api/v1/vacancies', { params: { query: { show: 'open', limit: 50 } } })),
        ask(api.GET('/api/v1/announcements', { params: { query: {} } })),
      ]);
      const named = [...open.items, ...announced.items].map(
        ({ agency_id, agency_name }) => [agency_id, agency_name ?? agency_id] as const,
      );
      return [...new Map(named)].map(([id, name]) => ({ id, name }));
    },
  });
}
