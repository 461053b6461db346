/** The pages of `applications`, by area, and their places in the menus. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requirePermission } from '../../app/guards';
import { applicantArea, officerArea } from '../../app/layouts';
import type { NavEntry } from '../../app/nav';
import { PATHS } from '../../app/paths';

const mine = createRoute({
  getParentRoute: () => applicantArea,
  path: PATHS.myApplications,
  component: lazyRouteComponent(() => import('./MyApplicationsPage'), 'MyApplicationsPage'),
});
const withdrawal = createRoute({
  getParentRoute: () => applicantArea,
  path: '/lamaran/$agency/$application/tarik',
  component: lazyRouteComponent(() => import('./WithdrawPage'), 'WithdrawPage'),
});
const apply = createRoute({
  getParentRoute: () => applicantArea,
  path: '/lamar/$vacancy',
  component: lazyRouteComponent(() => import('./ApplyPage'), 'ApplyPage'),
});
const review = createRoute({
  getParentRoute: () => applicantArea,
  path: '/lamaran/$agency/$application/kirim',
  component: lazyRouteComponent(() => import('./SubmitPage'), 'SubmitPage'),
});
const applicantsImport = createRoute({
  getParentRoute: () => officerArea,
  path: '/petugas/impor',
  beforeLoad: requirePermission('applicants.import'),
  component: lazyRouteComponent(() => import('./ImportPage'), 'ImportPage'),
});

export const routes = {
  public: [],
  applicant: [mine, withdrawal, apply, review],
  officer: [applicantsImport],
  employee: [],
} as const;

export const nav: readonly NavEntry[] = [
  {
    area: 'applicant',
    to: PATHS.myApplications,
    label: { id: 'Lamaran saya', en: 'My applications' },
  },
  {
    area: 'officer',
    permission: 'applicants.import',
    to: '/petugas/impor',
    label: { id: 'Impor SSCASN', en: 'SSCASN import' },
  },
];
