/** The page that lists the demo city's accounts; it shows nothing elsewhere. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { publicArea } from '../../app/layouts';

export const publicRoutes = [
  createRoute({
    getParentRoute: () => publicArea,
    path: '/demo',
    component: lazyRouteComponent(() => import('./DemoPage'), 'DemoPage'),
  }),
] as const;
