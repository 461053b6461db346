/** The page of messages, and the addresses that problems bear as their `type`. */
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { publicArea } from '../../app/layouts';
import { PATHS } from '../../app/paths';

export const publicRoutes = [
  createRoute({
    getParentRoute: () => publicArea,
    path: PATHS.messages,
    component: lazyRouteComponent(() => import('./MessagesPage'), 'MessagesPage'),
  }),
  createRoute({
    getParentRoute: () => publicArea,
    path: '/problems/$code',
    beforeLoad: ({ params }) => {
      throw redirect({ to: PATHS.messages, hash: params.code, replace: true });
    },
  }),
] as const;
