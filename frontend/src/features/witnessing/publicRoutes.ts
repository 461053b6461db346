/** The record's keys and witnesses are read without an account. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { publicArea } from '../../app/layouts';

const record = () => import('./RecordPage');

export const publicRoutes = [
  createRoute({
    getParentRoute: () => publicArea,
    path: '/catatan',
    component: lazyRouteComponent(record, 'RecordsPage'),
  }),
  createRoute({
    getParentRoute: () => publicArea,
    path: '/catatan/$agency',
    component: lazyRouteComponent(record, 'RecordPage'),
  }),
] as const;
