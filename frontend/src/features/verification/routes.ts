/** The pages of `verification`, by area, and their places in the menus. */
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

const choice = () => import('./ChoicePages');
const work = () => import('./QueuePage');
const reading = () => import('./ReadingPage');

export const routes = {
  public: [],
  applicant: [],
  officer: [
    page('/petugas/verifikasi', 'verdict.give', choice, 'ChooseVerification'),
    page('/petugas/verifikasi/$agency/$round', 'verdict.give', work, 'QueuePage'),
    page('/petugas/verifikasi/$agency/$round/$reading', 'verdict.give', reading, 'VerifyPage'),
    page('/petugas/supervisi', 'verdict.release', choice, 'ChooseSupervision'),
    page('/petugas/supervisi/$agency/$round', 'verdict.release', work, 'SupervisionPage'),
    page('/petugas/supervisi/$agency/$round/$reading', 'verdict.release', reading, 'SupervisePage'),
  ],
  employee: [],
} as const;

export const nav: readonly NavEntry[] = [
  {
    area: 'officer',
    to: '/petugas/verifikasi',
    permission: 'verdict.give',
    label: { id: 'Verifikasi', en: 'Verification' },
  },
  {
    area: 'officer',
    to: '/petugas/supervisi',
    permission: 'verdict.release',
    label: { id: 'Pengesahan', en: 'Release' },
  },
];
