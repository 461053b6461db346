/** The pages of `announcements`, by area, and their places in the menus. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requirePermission } from '../../app/guards';
import { applicantArea, officerArea } from '../../app/layouts';
import type { NavEntry } from '../../app/nav';

const committee = () => import('./CommitteePages');

export const routes = {
  public: [],
  applicant: [
    createRoute({
      getParentRoute: () => applicantArea,
      path: '/lamaran/$agency/$application/keputusan',
      component: lazyRouteComponent(() => import('./Decision'), 'DecisionPage'),
    }),
  ],
  officer: [
    createRoute({
      getParentRoute: () => officerArea,
      path: '/petugas/pengumuman',
      beforeLoad: requirePermission('announcement.prepare'),
      component: lazyRouteComponent(committee, 'ChooseAnnouncements'),
    }),
    createRoute({
      getParentRoute: () => officerArea,
      path: '/petugas/pengumuman/$agency/$round',
      beforeLoad: requirePermission('announcement.prepare'),
      component: lazyRouteComponent(committee, 'CommitteePage'),
    }),
    createRoute({
      getParentRoute: () => officerArea,
      path: '/petugas/pengumuman/$agency/$round/$id',
      beforeLoad: requirePermission('announcement.prepare'),
      component: lazyRouteComponent(() => import('./OfficerPublish'), 'PublishPage'),
    }),
  ],
  employee: [],
} as const;

export const nav: readonly NavEntry[] = [
  {
    area: 'officer',
    to: '/petugas/pengumuman',
    permission: 'announcement.prepare',
    label: { id: 'Pengumuman', en: 'Announcements' },
  },
];
