/** The pages of `results`, by area, and their places in the menus. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requirePermission } from '../../app/guards';
import { officerArea } from '../../app/layouts';
import type { NavEntry } from '../../app/nav';

const page = <Path extends string>(
  path: Path,
  permission: string,
  load: Parameters<typeof lazyRouteComponent>[0],
  name: string,
) =>
  createRoute({
    getParentRoute: () => officerArea,
    path,
    beforeLoad: requirePermission(permission),
    component: lazyRouteComponent(load, name),
  });

const runs = () => import('./committee/RunsPage');
const run = () => import('./committee/RunPage');
const approve = () => import('./committee/ApproveRunPage');
const why = () => import('./committee/WhyPage');
const record = () => import('./committee/RecordRulingPage');
const confirm = () => import('./committee/ConfirmRulingPage');
const ONE = '/petugas/perhitungan/$agency/$round/$run';

export const routes = {
  public: [],
  applicant: [],
  officer: [
    page('/petugas/perhitungan', 'run.see', runs, 'ChooseRuns'),
    page('/petugas/perhitungan/$agency/$round', 'run.see', runs, 'RunsPage'),
    page(ONE, 'run.see', run, 'RunPage'),
    page(`${ONE}/sahkan`, 'run.approve', approve, 'ApproveRunPage'),
    page(`${ONE}/peserta/$application`, 'run.see', why, 'WhyPage'),
    page(`${ONE}/putusan/$vacancy`, 'run.make', record, 'RecordRulingPage'),
    page(`${ONE}/kuatkan/$ruling`, 'run.approve', confirm, 'ConfirmRulingPage'),
  ],
  employee: [],
} as const;

export const nav: readonly NavEntry[] = [
  {
    area: 'officer',
    to: '/petugas/perhitungan',
    permission: 'run.see',
    label: { id: 'Perhitungan', en: 'Runs' },
  },
];
