/** The pages of `rounds` that need no account; they are in every visitor's first download. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { later } from '../../app/later';
import { publicArea } from '../../app/layouts';
import type { NavEntry } from '../../app/nav';
import { PATHS } from '../../app/paths';
import { filtersOf } from './filters';

export const publicRoutes = [
  createRoute({
    getParentRoute: () => publicArea,
    path: PATHS.vacancies,
    validateSearch: filtersOf,
    component: lazyRouteComponent(() => import('./SearchPage'), 'SearchPage'),
  }),
  later('/formasi/bandingkan', 'compare'),
  later('/pantau/konfirmasi', 'confirmSearch'),
  later('/pantau/berhenti', 'stopSearch'),
  createRoute({
    getParentRoute: () => publicArea,
    path: '/formasi/$id',
    component: lazyRouteComponent(() => import('./VacancyPage'), 'VacancyPage'),
  }),
  createRoute({
    getParentRoute: () => publicArea,
    path: '/seleksi/$agency/$round',
    component: lazyRouteComponent(() => import('./RoundPage'), 'RoundPage'),
  }),
] as const;

export const publicNav: readonly NavEntry[] = [
  { area: 'public', to: PATHS.vacancies, label: { id: 'Formasi', en: 'Vacancies' } },
];
