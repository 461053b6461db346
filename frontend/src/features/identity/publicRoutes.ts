/** The pages of `identity` that need no account; they are in every visitor's first download. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { publicArea } from '../../app/layouts';

export const publicRoutes = [
  createRoute({
    getParentRoute: () => publicArea,
    path: '/masuk',
    component: lazyRouteComponent(() => import('./SignInPage'), 'SignInPage'),
  }),
  createRoute({
    getParentRoute: () => publicArea,
    path: '/daftar',
    component: lazyRouteComponent(() => import('./SignUpPage'), 'SignUpPage'),
  }),
  createRoute({
    getParentRoute: () => publicArea,
    path: '/konfirmasi',
    component: lazyRouteComponent(() => import('./ConfirmPage'), 'ConfirmPage'),
  }),
  createRoute({
    getParentRoute: () => publicArea,
    path: '/lupa-sandi',
    component: lazyRouteComponent(() => import('./ForgotPage'), 'ForgotPage'),
  }),
] as const;
