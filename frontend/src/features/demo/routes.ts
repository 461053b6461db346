/** The page that lists the demo city's accounts; it shows nothing elsewhere. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { publicArea } from '../../app/layouts';
import type { NavEntry } from '../../app/nav';

const demoRoute = createRoute({
  getParentRoute: () => publicArea,
  path: '/demo',
  component: lazyRouteComponent(() => import('./DemoPage'), 'DemoPage'),
});

export const routes = { public: [demoRoute], applicant: [], officer: [], employee: [] } as const;
export const nav: readonly NavEntry[] = [];
