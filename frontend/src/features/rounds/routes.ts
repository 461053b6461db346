/** The pages of `rounds` for its committee, and their place in the menu. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requirePermission } from '../../app/guards';
import { officerArea } from '../../app/layouts';
import type { NavEntry } from '../../app/nav';

const page = <Path extends string>(
  path: Path,
  load: Parameters<typeof lazyRouteComponent>[0],
  name: string,
  permission = 'round.prepare',
) =>
  createRoute({
    getParentRoute: () => officerArea,
    path,
    beforeLoad: requirePermission(permission),
    component: lazyRouteComponent(load, name),
  });

const list = () => import('./OfficerRoundsPage');
const begin = () => import('./OfficerNewRoundPage');
const one = () => import('./OfficerRoundPage');
const timetable = () => import('./OfficerTimetablePage');
const rules = () => import('./OfficerRulesPage');
const vacancy = () => import('./OfficerVacancyPage');
const final = () => import('./OfficerFinalPages');
const ROUND = '/petugas/seleksi/$agency/$round';

export const routes = {
  public: [],
  applicant: [],
  officer: [
    page('/petugas/seleksi', list, 'OfficerRoundsPage'),
    page('/petugas/seleksi/baru', begin, 'OfficerNewRoundPage'),
    page(ROUND, one, 'OfficerRoundPage'),
    page(`${ROUND}/jadwal`, timetable, 'OfficerTimetablePage'),
    page(`${ROUND}/aturan`, rules, 'OfficerRulesPage'),
    page(`${ROUND}/formasi/baru`, vacancy, 'OfficerVacancyPage'),
    page(`${ROUND}/formasi/$vacancy`, vacancy, 'OfficerVacancyPage'),
    page(`${ROUND}/umumkan`, final, 'OfficerPublishRoundPage', 'round.publish'),
    page(`${ROUND}/perubahan/$amendment`, final, 'OfficerAmendmentPage'),
  ],
  employee: [],
} as const;

export const nav: readonly NavEntry[] = [
  {
    area: 'officer',
    to: '/petugas/seleksi',
    permission: 'round.prepare',
    label: { id: 'Seleksi', en: 'Selections' },
  },
];
