/** The pages of `identity` that need no account; they are in every visitor's first download. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { publicArea } from '../../app/layouts';

type Later = keyof typeof import('./laterPages')['PAGES'];

const later = (name: Later) =>
  lazyRouteComponent(() => import('./laterPages').then(({ PAGES }) => PAGES[name]()), 'Page');

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
    component: later('confirm'),
  }),
  createRoute({
    getParentRoute: () => publicArea,
    path: '/lupa-sandi',
    component: later('forgot'),
  }),
] as const;
