/** What the pages of training ask the API for. */
import { useQuery } from '@tanstack/react-query';
import { api, ask } from '../../api/client';
import { untilShown } from '../../api/queries';
import { useSession } from '../../api/session';
import { openSessions } from './publicData';

export type { CourseSession, OwnTraining, Sheet, SheetLine } from './publicData';

export const useOpenSessions = (agency: string | undefined) =>
  useQuery({
    ...untilShown,
    queryKey: ['training', agency, 'open'],
    enabled: !!agency,
    queryFn: () => openSessions(agency ?? ''),
  });

/** The agency that the signed-in person serves; null for somebody who serves none. */
export function useOwnAgency() {
  const { data } = useQuery({
    ...untilShown,
    queryKey: ['employees', 'me'],
    queryFn: () => ask(api.GET('/api/v1/employees/me')),
  });
  return data && (data.items[0] ?? null);
}

/** The agency in which one of the person's grants has this permission. */
export function useGrantAgency(permission: string): string | undefined {
  const session = useSession();
  if (!('me' in session)) return undefined;
  const found = session.me.grants.find((grant) => grant.permissions.includes(permission));
  return found?.agency_id ?? undefined;
}

export const useOwnTraining = (agency: string | undefined) =>
  useQuery({
    ...untilShown,
    queryKey: ['training', agency, 'me'],
    enabled: !!agency,
    queryFn: () =>
      ask(
        api.GET('/api/v1/agencies/{agency}/training/me', {
          params: { path: { agency: agency ?? '' }, query: { limit: 100 } },
        }),
      ),
  });

/** Everything that trainers and organizers see of one session. */
export const useSheet = (agency: string, session: string) =>
  useQuery({
    ...untilShown,
    queryKey: ['training', agency, 'sheet', session],
    enabled: !!agency,
    queryFn: () =>
      ask(
        api.GET('/api/v1/agencies/{agency}/course-sessions/{session}/sheet', {
          params: { path: { agency, session } },
        }),
      ),
  });
