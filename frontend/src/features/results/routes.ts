/** The pages of `results`, by area, and their places in the menus. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requirePermission } from '../../app/guards';
import { officerArea } from '../../app/layouts';
import type { NavEntry } from '../../app/nav';

const pages = () => import('./committee/pages');
const BASE = '/petugas/perhitungan';

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
    page('', 'ChooseRuns'),
    page('/$agency/$round', 'RunsPage'),
    page('/$agency/$round/$run', 'RunPage'),
    page('/$agency/$round/$run/sahkan', 'ApproveRunPage', 'run.approve'),
    page('/$agency/$round/$run/peserta/$application', 'WhyPage'),
    page('/$agency/$round/$run/putusan/$vacancy', 'RecordRulingPage', 'run.make'),
    page('/$agency/$round/$run/kuatkan/$ruling', 'ConfirmRulingPage', 'run.approve'),
  ],
  employee: [],
} as const;

export const nav: readonly NavEntry[] = [
  {
    area: 'officer',
    to: BASE,
    permission: 'run.see',
    label: { id: 'Perhitungan', en: 'Runs' },
  },
];
