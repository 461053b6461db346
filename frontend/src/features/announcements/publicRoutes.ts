/** The pages of `announcements` that need no account; they are in every visitor's first download. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { publicArea } from '../../app/layouts';
import type { NavEntry } from '../../app/nav';

export const publicRoutes = [
  createRoute({
    getParentRoute: () => publicArea,
    path: '/hasil',
    component: lazyRouteComponent(() => import('./ListPages'), 'ResultsPage'),
  }),
  createRoute({
    getParentRoute: () => publicArea,
    path: '/pengumuman/$agency/$round',
    component: lazyRouteComponent(() => import('./ListPages'), 'RoundAnnouncementsPage'),
  }),
  createRoute({
    getParentRoute: () => publicArea,
    path: '/pengumuman/$agency/$round/$id',
    component: lazyRouteComponent(() => import('./AnnouncementPage'), 'AnnouncementPage'),
  }),
] as const;

export const publicNav: readonly NavEntry[] = [
  { area: 'public', to: '/hasil', label: { id: 'Hasil', en: 'Results' } },
];
