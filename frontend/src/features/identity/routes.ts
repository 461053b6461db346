/** The pages of `identity`, by area, and their places in the menus. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requirePermission } from '../../app/guards';
import { applicantArea, officerArea } from '../../app/layouts';
import type { NavEntry } from '../../app/nav';

const account = createRoute({
  getParentRoute: () => applicantArea,
  path: '/akun',
  component: lazyRouteComponent(() => import('./AccountPage'), 'AccountPage'),
});
const claim = createRoute({
  getParentRoute: () => applicantArea,
  path: '/akun/hubungkan',
  component: lazyRouteComponent(() => import('./ClaimPage'), 'ClaimPage'),
});
const counter = createRoute({
  getParentRoute: () => officerArea,
  path: '/petugas/loket',
  beforeLoad: requirePermission('counter.work'),
  component: lazyRouteComponent(() => import('./CounterPage'), 'CounterPage'),
});
const grants = createRoute({
  getParentRoute: () => officerArea,
  path: '/petugas/hak-akses',
  beforeLoad: requirePermission('grant.see'),
  component: lazyRouteComponent(() => import('./GrantsPage'), 'GrantsPage'),
});
const machines = createRoute({
  getParentRoute: () => officerArea,
  path: '/petugas/klien-mesin',
  beforeLoad: requirePermission('machine.see'),
  component: lazyRouteComponent(() => import('./MachinesPage'), 'MachinesPage'),
});
const finalPages = () => import('./MachineFinalPages');
const confirmMachine = createRoute({
  getParentRoute: () => officerArea,
  path: '/petugas/klien-mesin/$machine/sahkan',
  beforeLoad: requirePermission('machine.give'),
  component: lazyRouteComponent(finalPages, 'ConfirmMachinePage'),
});
const machineSecret = createRoute({
  getParentRoute: () => officerArea,
  path: '/petugas/klien-mesin/$machine/rahasia',
  beforeLoad: requirePermission('machine.give'),
  component: lazyRouteComponent(finalPages, 'MachineSecretPage'),
});
const endMachine = createRoute({
  getParentRoute: () => officerArea,
  path: '/petugas/klien-mesin/$machine/akhiri',
  beforeLoad: requirePermission('machine.give'),
  component: lazyRouteComponent(finalPages, 'EndMachinePage'),
});

export const routes = {
  public: [],
  applicant: [account, claim],
  officer: [counter, grants, machines, confirmMachine, machineSecret, endMachine],
  employee: [],
} as const;

export const nav: readonly NavEntry[] = [
  { area: 'applicant', to: '/akun', label: { id: 'Akun', en: 'Account' } },
  {
    area: 'officer',
    to: '/petugas/loket',
    permission: 'counter.work',
    label: { id: 'Loket', en: 'Counter' },
  },
  {
    area: 'officer',
    to: '/petugas/hak-akses',
    permission: 'grant.see',
    label: { id: 'Hak akses', en: 'Grants' },
  },
  {
    area: 'officer',
    to: '/petugas/klien-mesin',
    permission: 'machine.see',
    label: { id: 'Klien mesin', en: 'Machine clients' },
  },
];
