/** Checking needs no account. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { publicArea } from '../../app/layouts';

export const publicRoutes = [
  createRoute({
    getParentRoute: () => publicArea,
    path: '/periksa',
    component: lazyRouteComponent(() => import('./CheckPage'), 'CheckPage'),
  }),
  createRoute({
    getParentRoute: () => publicArea,
    path: '/periksa/tanda-terima',
    component: lazyRouteComponent(() => import('./receipt/ReceiptPage'), 'ReceiptPage'),
  }),
] as const;
