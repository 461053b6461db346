/** The page of messages, and the addresses that problems bear as their `type`. */
import { createRoute, redirect } from '@tanstack/react-router';
import { later } from '../../app/later';
import { publicArea } from '../../app/layouts';
import { PATHS } from '../../app/paths';

export const publicRoutes = [
  later(PATHS.messages, 'messages'),
  createRoute({
    getParentRoute: () => publicArea,
    path: '/problems/$code',
    beforeLoad: ({ params }) => {
      throw redirect({ to: PATHS.messages, hash: params.code, replace: true });
    },
  }),
] as const;
