/** The pages of `training`, by area, and their places in the menus. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requirePermission } from '../../app/guards';
import { employeeArea, officerArea } from '../../app/layouts';
import type { NavEntry } from '../../app/nav';

/** What only organizers do. */
const organizes = requirePermission('course.manage');
const final = () => import('./OfficerFinalPages');

export const routes = {
  public: [],
  applicant: [],
  officer: [
    createRoute({
      getParentRoute: () => officerArea,
      path: '/petugas/pelatihan',
      beforeLoad: requirePermission('attendance.keep'),
      component: lazyRouteComponent(() => import('./OfficerWorkPage'), 'OfficerWorkPage'),
    }),
    createRoute({
      getParentRoute: () => officerArea,
      path: '/petugas/pelatihan/$session',
      beforeLoad: requirePermission('attendance.keep'),
      component: lazyRouteComponent(() => import('./OfficerSheetPage'), 'OfficerSheetPage'),
    }),
    createRoute({
      getParentRoute: () => officerArea,
      path: '/petugas/pelatihan/baru',
      beforeLoad: organizes,
      component: lazyRouteComponent(() => import('./OfficerNewCoursePage'), 'OfficerNewCoursePage'),
    }),
    createRoute({
      getParentRoute: () => officerArea,
      path: '/petugas/pelatihan/baru/$course',
      beforeLoad: organizes,
      component: lazyRouteComponent(
        () => import('./OfficerNewSessionPage'),
        'OfficerNewSessionPage',
      ),
    }),
    createRoute({
      getParentRoute: () => officerArea,
      path: '/petugas/pelatihan/$session/umumkan',
      beforeLoad: organizes,
      component: lazyRouteComponent(final, 'OfficerPublishSessionPage'),
    }),
    createRoute({
      getParentRoute: () => officerArea,
      path: '/petugas/pelatihan/$session/sertifikat',
      beforeLoad: organizes,
      component: lazyRouteComponent(final, 'OfficerIssuePage'),
    }),
    createRoute({
      getParentRoute: () => officerArea,
      path: '/petugas/pelatihan/$session/cabut/$enrolment',
      beforeLoad: organizes,
      component: lazyRouteComponent(() => import('./OfficerRevokePage'), 'OfficerRevokePage'),
    }),
    createRoute({
      getParentRoute: () => officerArea,
      path: '/petugas/pelatihan/$session/salin',
      beforeLoad: organizes,
      component: lazyRouteComponent(() => import('./OfficerCopyPage'), 'OfficerCopyPage'),
    }),
  ],
  employee: [
    createRoute({
      getParentRoute: () => employeeArea,
      path: '/pegawai/pelatihan',
      component: lazyRouteComponent(() => import('./OwnTrainingPage'), 'OwnTrainingPage'),
    }),
    createRoute({
      getParentRoute: () => employeeArea,
      path: '/pegawai/pelatihan/$session',
      component: lazyRouteComponent(() => import('./SessionPage'), 'SessionPage'),
    }),
    createRoute({
      getParentRoute: () => employeeArea,
      path: '/pegawai/jam',
      component: lazyRouteComponent(() => import('./HoursPage'), 'HoursPage'),
    }),
    createRoute({
      getParentRoute: () => employeeArea,
      path: '/pegawai/tim',
      beforeLoad: requirePermission('team.enrol'),
      component: lazyRouteComponent(() => import('./TeamPage'), 'TeamPage'),
    }),
  ],
} as const;

export const nav: readonly NavEntry[] = [
  { area: 'employee', to: '/pegawai/pelatihan', label: { id: 'Pelatihan saya', en: 'My courses' } },
  { area: 'employee', to: '/pegawai/jam', label: { id: 'Jam pelatihan', en: 'Hours' } },
  {
    area: 'employee',
    to: '/pegawai/tim',
    permission: 'team.enrol',
    label: { id: 'Tim saya', en: 'My team' },
  },
  {
    area: 'officer',
    to: '/petugas/pelatihan',
    permission: 'attendance.keep',
    label: { id: 'Pelatihan', en: 'Training' },
  },
];
