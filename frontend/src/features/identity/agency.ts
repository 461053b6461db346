/** The agency in which a person holds a permission; the first one, when there are several. */
import { useSession } from '../../api/session';

export function useAgency(permission: string): string {
  const session = useSession();
  const grants = 'me' in session ? session.me.grants : [];
  return grants.find((grant) => grant.permissions.includes(permission))?.agency_id ?? '';
}
