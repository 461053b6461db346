/** The officers' pages of `draws`, and their place in the menu. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requirePermission } from '../../app/guards';
import { officerArea } from '../../app/layouts';
import type { NavEntry } from '../../app/nav';

const committee = () => import('./CommitteePage');

export const routes = {
  public: [],
  applicant: [],
  officer: [
    createRoute({
      getParentRoute: () => officerArea,
      path: '/petugas/undian',
      beforeLoad: requirePermission('draw.take_part'),
      component: lazyRouteComponent(() => import('./OwnDrawsPage'), 'OwnDrawsPage'),
    }),
    createRoute({
      getParentRoute: () => officerArea,
      path: '/petugas/undian/seleksi',
      beforeLoad: requirePermission('draw.prepare'),
      component: lazyRouteComponent(committee, 'ChooseDraw'),
    }),
    createRoute({
      getParentRoute: () => officerArea,
      path: '/petugas/undian/$agency/$round',
      beforeLoad: requirePermission('draw.prepare'),
      component: lazyRouteComponent(committee, 'CommitteeDrawPage'),
    }),
  ],
  employee: [],
} as const;

export const nav: readonly NavEntry[] = [
  {
    area: 'officer',
    to: '/petugas/undian',
    permission: 'draw.take_part',
    label: { id: 'Undian', en: 'Draws' },
  },
];
