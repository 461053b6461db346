/** The page of open data needs no account. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { publicArea } from '../../app/layouts';

export const publicRoutes = [
  createRoute({
    getParentRoute: () => publicArea,
    path: '/data-terbuka',
    component: lazyRouteComponent(() => import('./OpenDataPage'), 'OpenDataPage'),
  }),
] as const;
