/** Routes of the public pages in `laterPages.ts`. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { PAGES } from './laterPages';
import { publicArea } from './layouts';

export const later = <const Path extends string>(path: Path, name: keyof typeof PAGES) =>
  createRoute({
    getParentRoute: () => publicArea,
    path,
    component: lazyRouteComponent(
      async () => ({ Page: await (await import('./laterPages')).PAGES[name]() }),
      'Page',
    ),
  });
