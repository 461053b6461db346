/** Who may open a page: `beforeLoad: requireSignedIn` or `beforeLoad: requirePermission('…')`. The server decides again. */
import { notFound, redirect } from '@tanstack/react-router';
import { can, currentSession, startSession } from '../api/session';
import { PATHS } from './paths';

type Arrival = { location: { href: string } };

export async function requireSignedIn({ location }: Arrival) {
  await startSession();
  if (currentSession().state !== 'signed-in') {
    throw redirect({ href: `${PATHS.signIn}?lanjut=${encodeURIComponent(location.href)}` });
  }
}

/** What a person may not see does not exist for them. */
export const requirePermission = (permission: string) => async (arrival: Arrival) => {
  await requireSignedIn(arrival);
  if (!can(permission)) throw notFound();
};
