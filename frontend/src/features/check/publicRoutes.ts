/** Checking needs no account. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { later } from '../../app/later';
import { publicArea } from '../../app/layouts';

export const publicRoutes = [
  createRoute({
    getParentRoute: () => publicArea,
    path: '/periksa',
    component: lazyRouteComponent(() => import('./CheckPage'), 'CheckPage'),
  }),
  later('/periksa/tanda-terima', 'checkReceipt'),
] as const;
