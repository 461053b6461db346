/** The pages of `exams`, by area, and their places in the menus. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requirePermission } from '../../app/guards';
import { officerArea } from '../../app/layouts';
import type { NavEntry } from '../../app/nav';

const marks = () => import('./MarksPage');
const sheet = () => import('./SheetPage');

export const routes = {
  public: [],
  applicant: [],
  officer: [
    createRoute({
      getParentRoute: () => officerArea,
      path: '/petugas/nilai',
      beforeLoad: requirePermission('run.see'),
      component: lazyRouteComponent(marks, 'ChooseMarks'),
    }),
    createRoute({
      getParentRoute: () => officerArea,
      path: '/petugas/nilai/$agency/$round',
      beforeLoad: requirePermission('run.see'),
      component: lazyRouteComponent(marks, 'MarksPage'),
    }),
    createRoute({
      getParentRoute: () => officerArea,
      path: '/petugas/nilai/$agency/$round/$sheet',
      beforeLoad: requirePermission('run.see'),
      component: lazyRouteComponent(sheet, 'SheetPage'),
    }),
    createRoute({
      getParentRoute: () => officerArea,
      path: '/petugas/nilai/$agency/$round/$sheet/sahkan',
      beforeLoad: requirePermission('marks.approve'),
      component: lazyRouteComponent(() => import('./ApprovePage'), 'ApprovePage'),
    }),
  ],
  employee: [],
} as const;

// Whoever may import marks may see runs; inspectors see the pages without the acts.
export const nav: readonly NavEntry[] = [
  {
    area: 'officer',
    to: '/petugas/nilai',
    permission: 'run.see',
    label: { id: 'Nilai', en: 'Marks' },
  },
];
