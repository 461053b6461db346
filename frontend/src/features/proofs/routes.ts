/** The pages of `proofs`, by area. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { applicantArea, employeeArea } from '../../app/layouts';

const card = () => import('./CardPage');

export const routes = {
  applicant: [
    createRoute({
      getParentRoute: () => applicantArea,
      path: '/lamaran/$agency/$application/bukti/$leaf',
      component: lazyRouteComponent(card, 'CardPage'),
    }),
  ],
  employee: [
    createRoute({
      getParentRoute: () => employeeArea,
      path: '/pegawai/bukti/$agency/$enrolment/$leaf',
      component: lazyRouteComponent(card, 'CardPage'),
    }),
  ],
} as const;
