/** What the organizer's pages ask the API for, and how their forms are sent. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api, ask } from '../../api/client';
import { untilShown } from '../../api/queries';
import type { components } from '../../api/schema.gen';

type Course = components['schemas']['Course'];

/** Every course of the agency, the newest first; also those that never ran. */
async function allCourses(agency: string): Promise<Course[]> {
  const courses: Course[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask(
      api.GET('/api/v1/agencies/{agency}/courses', {
        params: { path: { agency }, query: { limit: 100, cursor } },
      }),
    );
    courses.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor);
  return courses;
}

export const useAllCourses = (agency: string, enabled = true) =>
  useQuery({
    queryKey: ['training', agency, 'all-courses'],
    ...untilShown,
    enabled: enabled && !!agency,
    queryFn: () => allCourses(agency),
  });

/** The zone in which the agency's days begin. */
export const useZone = (agency: string) =>
  useQuery({
    queryKey: ['agency', agency],
    ...untilShown,
    enabled: !!agency,
    queryFn: () => ask(api.GET('/api/v1/agencies/{agency}', { params: { path: { agency } } })),
  }).data?.zone;

export const useTrainersByName = (agency: string, text: string) =>
  useQuery({
    queryKey: ['training', agency, 'trainers', text],
    enabled: !!agency && text.length >= 2,
    queryFn: () =>
      ask(
        api.GET('/api/v1/agencies/{agency}/training/trainers', {
          params: { path: { agency }, query: { text } },
        }),
      ),
  });

/** A value once it has not changed for a moment, so that not every letter asks the server. */
export function useSettled<T>(value: T, milliseconds = 300): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}

/** One key for one content: the same form sent again is the same wish, a changed one is another. */
export function useKeyOf() {
  const last = useRef({ content: '', key: '' });
  return (body: unknown): string => {
    const content = JSON.stringify(body);
    if (last.current.content !== content) last.current = { content, key: crypto.randomUUID() };
    return last.current.key;
  };
}
