/** The pages of `identity`, by area, and their places in the menus. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requirePermission } from '../../app/guards';
import { applicantArea, officerArea } from '../../app/layouts';
import type { NavEntry } from '../../app/nav';

const account = createRoute({
  getParentRoute: () => applicantArea,
  path: '/akun',
  component: lazyRouteComponent(() => import('./AccountPage'), 'AccountPage'),
});
const claim = createRoute({
  getParentRoute: () => applicantArea,
  path: '/akun/hubungkan',
  component: lazyRouteComponent(() => import('./ClaimPage'), 'ClaimPage'),
});
const counter = createRoute({
  getParentRoute: () => officerArea,
  path: '/petugas/loket',
  beforeLoad: requirePermission('counter.work'),
  component: lazyRouteComponent(() => import('./CounterPage'), 'CounterPage'),
});
const grants = createRoute({
  getParentRoute: () => officerArea,
  path: '/petugas/hak-akses',
  beforeLoad: requirePermission('grant.see'),
  component: lazyRouteComponent(() => import('./GrantsPage'), 'GrantsPage'),
});

export const routes = {
  public: [],
  applicant: [account, claim],
  officer: [counter, grants],
  employee: [],
} as const;

export const nav: readonly NavEntry[] = [
  { area: 'applicant', to: '/akun', label: { id: 'Akun', en: 'Account' } },
  {
    area: 'officer',
    to: '/petugas/loket',
    permission: 'counter.work',
    label: { id: 'Loket', en: 'Counter' },
  },
  {
    area: 'officer',
    to: '/petugas/hak-akses',
    permission: 'grant.see',
    label: { id: 'Hak akses', en: 'Grants' },
  },
];
