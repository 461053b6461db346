/** What anybody may ask about training, and the types of its answers. */
import { api, ask } from '../../api/client';
import type { components } from '../../api/schema.gen';

export type CourseSession = components['schemas']['CourseSession'];
export type OwnTraining = components['schemas']['OwnTraining'];
export type Sheet = components['schemas']['AttendanceSheet'];
export type SheetLine = components['schemas']['SheetLine'];

export const agencies = () => ask(api.GET('/api/v1/training/agencies'));

export const courses = (agency: string) =>
  ask(
    api.GET('/api/v1/agencies/{agency}/courses', {
      params: { path: { agency }, query: { limit: 100 } },
    }),
  );

export const openSessions = (agency: string) =>
  ask(
    api.GET('/api/v1/agencies/{agency}/course-sessions', {
      params: { path: { agency }, query: { open: true, limit: 100 } },
    }),
  );
