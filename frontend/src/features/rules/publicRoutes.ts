/** Rules, what they cannot stop, and the record's keys and witnesses are read without an account. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { publicArea } from '../../app/layouts';

const page = <const Path extends string>(
  path: Path,
  name: keyof typeof import('./laterPages')['PAGES'],
) =>
  createRoute({
    getParentRoute: () => publicArea,
    path,
    component: lazyRouteComponent(
      () => import('./laterPages').then(({ PAGES }) => PAGES[name]()),
      'Page',
    ),
  });

export const publicRoutes = [
  page('/aturan', 'list'),
  page('/aturan/berkas', 'own'),
  page('/aturan/$hash', 'rule'),
  page('/aturan/$hash/perubahan/$after', 'change'),
  page('/batas', 'limits'),
  page('/catatan', 'record'),
  page('/catatan/$agency', 'record'),
] as const;
