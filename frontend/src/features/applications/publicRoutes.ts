/** The pages of `applications` that need no account; they are in every visitor's first download. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { publicArea } from '../../app/layouts';

export const publicRoutes = [
  createRoute({
    getParentRoute: () => publicArea,
    path: '/tanda-terima/$agency/$receipt',
    component: lazyRouteComponent(() => import('./ReceiptPage'), 'ReceiptPage'),
  }),
] as const;
