/** One machine client, for the pages that act on it. */
import { useQuery } from '@tanstack/react-query';
import { api, ask } from '../../api/client';
import type { components } from '../../api/schema.gen';
import { useLanguage } from '../../i18n/language';

export type Machine = components['schemas']['MachineClient'];

export const machinesKey = (agency: string) => ['machines', agency];

/** The client with this id; null when the agency has none. */
export function useMachine(agency: string, id: string) {
  const language = useLanguage();
  return useQuery({
    queryKey: [...machinesKey(agency), language, id],
    queryFn: async () => {
      let cursor: string | undefined;
      do {
        const page = await ask(
          api.GET('/api/v1/agencies/{agency}/machines', {
            params: { path: { agency }, query: { cursor, limit: 100 } },
          }),
        );
        const found = page.items.find((machine) => machine.id === id);
        if (found) return found;
        cursor = page.next ?? undefined;
      } while (cursor);
      return null;
    },
  });
}
