/** The pages of `training` that need no account; they are in every visitor's first download. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { later } from '../../app/later';
import { publicArea } from '../../app/layouts';
import type { NavEntry } from '../../app/nav';

export const publicRoutes = [
  createRoute({
    getParentRoute: () => publicArea,
    path: '/pelatihan',
    component: lazyRouteComponent(() => import('./CoursesPage'), 'CoursesPage'),
  }),
  later('/sertifikat/$address', 'certificate'),
] as const;

export const publicNav: readonly NavEntry[] = [
  { area: 'public', to: '/pelatihan', label: { id: 'Pelatihan', en: 'Training' } },
];
