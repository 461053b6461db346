/** The routes that a visitor needs at once; those of the rooms behind a sign-in come with `openRooms`. */
import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import * as announcements from '../features/announcements/publicRoutes';
import * as applications from '../features/applications/publicRoutes';
import * as check from '../features/check/publicRoutes';
import * as demo from '../features/demo/publicRoutes';
import * as draws from '../features/draws/publicRoutes';
import * as help from '../features/help/publicRoutes';
import * as identity from '../features/identity/publicRoutes';
import * as opendata from '../features/opendata/publicRoutes';
import * as rounds from '../features/rounds/publicRoutes';
import * as rules from '../features/rules/publicRoutes';
import * as training from '../features/training/publicRoutes';
import { ErrorPage, NotFoundPage } from './ErrorPage';
import { publicArea, rootRoute } from './layouts';
import { addNav } from './nav';
import type { WholeTree } from './rooms';

const homeRoute = createRoute({
  getParentRoute: () => publicArea,
  path: '/',
  component: lazyRouteComponent(() => import('./HomePage'), 'HomePage'),
});

// The workshop exists while developing only; the condition removes it and its chunk from a build.
const workshop = import.meta.env.DEV
  ? [
      createRoute({
        getParentRoute: () => publicArea,
        path: '/dev/ui',
        component: lazyRouteComponent(() => import('../dev/Workshop'), 'Workshop'),
      }),
    ]
  : [];

export const publicRoutes = [
  homeRoute,
  ...workshop,
  ...identity.publicRoutes,
  ...rounds.publicRoutes,
  ...applications.publicRoutes,
  ...announcements.publicRoutes,
  ...training.publicRoutes,
  ...opendata.publicRoutes,
  ...check.publicRoutes,
  ...draws.publicRoutes,
  ...rules.publicRoutes,
  ...demo.publicRoutes,
  ...help.publicRoutes,
] as const;

addNav([...rounds.publicNav, ...announcements.publicNav, ...training.publicNav]);

export const router = createRouter({
  // The type is that of the whole tree, so that links are checked against every page.
  routeTree: rootRoute.addChildren([publicArea.addChildren(publicRoutes)]) as unknown as WholeTree,
  scrollRestoration: true,
  defaultPreload: 'intent',
  defaultErrorComponent: ErrorPage,
  defaultNotFoundComponent: NotFoundPage,
});

let opening: Promise<void> | null = null;

/** Adds the pages and menus of applicants, officers and employees, once. */
export function openRooms(): Promise<void> {
  opening ??= Promise.all([import('./rooms'), import('./SessionLost')]).then(
    ([{ growTree, nav }]) => {
      growTree(publicRoutes);
      router.setRoutes(router.buildRouteTree());
      addNav(nav);
    },
    (error) => {
      opening = null;
      throw error;
    },
  );
  return opening;
}

let open = false;

/** An address that no public page has may belong to a room: the rooms come, and the address is read again. */
async function gate({ location }: { location: { pathname: string; href: string } }) {
  const [, , found] = router.getMatchedRoutes(location.pathname);
  if (open || found) return;
  await openRooms();
  open = true;
  throw redirect({ href: location.href, replace: true });
}
rootRoute.options.beforeLoad = gate as typeof rootRoute.options.beforeLoad;

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
