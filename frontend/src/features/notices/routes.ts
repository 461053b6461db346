/** The pages of `notices`, by area, and their places in the menus. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { applicantArea } from '../../app/layouts';
import type { NavEntry } from '../../app/nav';

const inbox = createRoute({
  getParentRoute: () => applicantArea,
  path: '/kotak-masuk',
  component: lazyRouteComponent(() => import('./InboxPage'), 'InboxPage'),
});

export const routes = { public: [], applicant: [inbox], officer: [], employee: [] } as const;
export const nav: readonly NavEntry[] = [
  { area: 'applicant', to: '/kotak-masuk', label: { id: 'Kotak masuk', en: 'Inbox' } },
];
