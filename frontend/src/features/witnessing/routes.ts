/** The administrators' page about the record, and its place in the menu. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requirePermission } from '../../app/guards';
import { officerArea } from '../../app/layouts';
import type { NavEntry } from '../../app/nav';

const record = createRoute({
  getParentRoute: () => officerArea,
  path: '/petugas/catatan',
  beforeLoad: requirePermission('log.policy'),
  component: lazyRouteComponent(() => import('./OfficePage'), 'OfficePage'),
});

export const routes = { public: [], applicant: [], officer: [record], employee: [] } as const;

export const nav: readonly NavEntry[] = [
  {
    area: 'officer',
    to: '/petugas/catatan',
    permission: 'log.policy',
    label: { id: 'Catatan publik', en: 'Public record' },
  },
];
