/** The pages of `rounds` that need no account; they are in every visitor's first download. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { publicArea } from '../../app/layouts';
import type { NavEntry } from '../../app/nav';
import { PATHS } from '../../app/paths';
import { filtersOf } from './filters';

type Later = keyof typeof import('./laterPages')['PAGES'];

const later = (name: Later) =>
  lazyRouteComponent(() => import('./laterPages').then(({ PAGES }) => PAGES[name]()), 'Page');

export const publicRoutes = [
  createRoute({
    getParentRoute: () => publicArea,
    path: PATHS.vacancies,
    validateSearch: filtersOf,
    component: lazyRouteComponent(() => import('./SearchPage'), 'SearchPage'),
  }),
  createRoute({
    getParentRoute: () => publicArea,
    path: '/formasi/bandingkan',
    component: later('compare'),
  }),
  createRoute({
    getParentRoute: () => publicArea,
    path: '/pantau/konfirmasi',
    component: later('confirm'),
  }),
  createRoute({
    getParentRoute: () => publicArea,
    path: '/pantau/berhenti',
    component: later('stop'),
  }),
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
