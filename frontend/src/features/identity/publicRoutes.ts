/** The pages of `identity` that need no account; they are in every visitor's first download. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { later } from '../../app/later';
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
  later('/konfirmasi', 'confirmAccount'),
  later('/lupa-sandi', 'forgot'),
] as const;
