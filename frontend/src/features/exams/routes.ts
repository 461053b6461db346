/** The pages of `exams`, by area, and their places in the menus. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requirePermission } from '../../app/guards';
import { officerArea } from '../../app/layouts';
import type { NavEntry } from '../../app/nav';

const pages = () => import('./pages');
const BASE = '/petugas/nilai';

const page = <Path extends string>(
  path: Path,
  name: keyof Awaited<ReturnType<typeof pages>>,
  permission = 'run.see',
) =>
  createRoute({
    getParentRoute: () => officerArea,
    path: `${BASE}${path}`,
    beforeLoad: requirePermission(permission),
    component: lazyRouteComponent(pages, name),
  });

export const routes = {
  public: [],
  applicant: [],
  officer: [
    page('', 'ChooseMarks'),
    page('/$agency/$round', 'MarksPage'),
    page('/$agency/$round/$sheet', 'SheetPage'),
    page('/$agency/$round/$sheet/sahkan', 'ApprovePage', 'marks.approve'),
  ],
  employee: [],
} as const;

// Whoever may import marks may see runs; inspectors see the pages without the acts.
export const nav: readonly NavEntry[] = [
  {
    area: 'officer',
    to: BASE,
    permission: 'run.see',
    label: { id: 'Nilai', en: 'Marks' },
  },
];
