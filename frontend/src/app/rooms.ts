/** The rooms behind a sign-in, and public pages that few open, gathered from the features; a new feature folder is added here and nowhere else. */
import * as announcements from '../features/announcements/routes';
import * as applications from '../features/applications/routes';
import * as catalog from '../features/catalog/routes';
import * as draws from '../features/draws/routes';
import * as employees from '../features/employees/routes';
import * as exams from '../features/exams/routes';
import * as identity from '../features/identity/routes';
import * as notices from '../features/notices/routes';
import * as proofs from '../features/proofs/routes';
import * as results from '../features/results/routes';
import * as rounds from '../features/rounds/routes';
import * as training from '../features/training/routes';
import * as verification from '../features/verification/routes';
import * as witnessing from '../features/witnessing/routes';
import { applicantArea, employeeArea, officerArea, publicArea, rootRoute } from './layouts';
import type { publicRoutes } from './router';

/** The tree with all areas. */
export const growTree = (atOnce: typeof publicRoutes) =>
  rootRoute.addChildren([
    publicArea.addChildren([
      ...atOnce,
      ...identity.routes.public,
      ...notices.routes.public,
      ...catalog.routes.public,
      ...rounds.routes.public,
      ...applications.routes.public,
      ...verification.routes.public,
      ...draws.routes.public,
      ...exams.routes.public,
      ...results.routes.public,
      ...announcements.routes.public,
      ...training.routes.public,
      ...employees.routes.public,
      ...witnessing.routes.public,
    ]),
    applicantArea.addChildren([
      ...identity.routes.applicant,
      ...notices.routes.applicant,
      ...catalog.routes.applicant,
      ...rounds.routes.applicant,
      ...applications.routes.applicant,
      ...verification.routes.applicant,
      ...draws.routes.applicant,
      ...exams.routes.applicant,
      ...results.routes.applicant,
      ...announcements.routes.applicant,
      ...training.routes.applicant,
      ...employees.routes.applicant,
      ...proofs.routes.applicant,
      ...witnessing.routes.applicant,
    ]),
    officerArea.addChildren([
      ...identity.routes.officer,
      ...notices.routes.officer,
      ...catalog.routes.officer,
      ...rounds.routes.officer,
      ...applications.routes.officer,
      ...verification.routes.officer,
      ...draws.routes.officer,
      ...exams.routes.officer,
      ...results.routes.officer,
      ...announcements.routes.officer,
      ...training.routes.officer,
      ...employees.routes.officer,
      ...witnessing.routes.officer,
    ]),
    employeeArea.addChildren([
      ...identity.routes.employee,
      ...notices.routes.employee,
      ...catalog.routes.employee,
      ...rounds.routes.employee,
      ...applications.routes.employee,
      ...verification.routes.employee,
      ...draws.routes.employee,
      ...exams.routes.employee,
      ...results.routes.employee,
      ...announcements.routes.employee,
      ...training.routes.employee,
      ...employees.routes.employee,
      ...proofs.routes.employee,
      ...witnessing.routes.employee,
    ]),
  ]);
export type WholeTree = ReturnType<typeof growTree>;

const features = [
  identity,
  notices,
  catalog,
  rounds,
  applications,
  verification,
  draws,
  exams,
  results,
  announcements,
  training,
  employees,
  witnessing,
];
export const nav = features.flatMap((feature) => [...feature.nav]);
