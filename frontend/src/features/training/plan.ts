/** A session of a course as an organizer types it, and as it is sent; times are those on a wall clock in the agency's zone. */
import type { components } from '../../api/schema.gen';
import { closingInstant, instantOf, onTheWall } from '../rounds/wallClock';

export type Trainer = { employee_id: string; name: string };
export type TypedMeeting = { id: number; day: string; begins: string; ends: string; hours: string };
export type TypedPlan = {
  label: string;
  place: string;
  capacity: string;
  opens: string;
  closes: string;
  meetings: TypedMeeting[];
  trainers: Trainer[];
};
type Need = 'needText' | 'needNumber' | 'needDay' | 'needClock' | 'needTime' | 'needTrainer';
/** What is not whole yet, before the server checks what it means. */
export type Gap = { pointer: string; need: Need };

const DAY = 86_400_000;

/** A whole number as typed; 0 for anything else. */
export const wholeNumber = (typed: string) =>
  /^\d{1,6}$/.test(typed.trim()) ? Number(typed.trim()) : 0;

export const newMeeting = (id: number): TypedMeeting => ({
  id,
  day: '',
  begins: '',
  ends: '',
  hours: '',
});

/** The next meeting is most often a day later, at the same hours. */
export function following(last: TypedMeeting | undefined, id: number): TypedMeeting {
  if (!last) return newMeeting(id);
  return { ...last, id, day: dayAfter(last.day, 1) };
}

/** `YYYY-MM-DD` some days later; '' while the day is not whole. */
export function dayAfter(day: string, days: number): string {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(at) ? '' : new Date(at + days * DAY).toISOString().slice(0, 10);
}

/** Whole days from the day of an instant in `zone` to `day`. */
export function daysUntil(iso: string, day: string, zone: string): number {
  const from = Date.parse(`${onTheWall(iso, zone).slice(0, 10)}T00:00:00Z`);
  return Math.round((Date.parse(`${day}T00:00:00Z`) - from) / DAY);
}

/** The same hour some days later: no zone of Indonesia has a summer time. */
export const moved = (iso: string, days: number) =>
  new Date(Date.parse(iso) + days * DAY).toISOString();

export const totalHours = (meetings: TypedMeeting[]) =>
  meetings.reduce((sum, meeting) => sum + wholeNumber(meeting.hours), 0);

export function bodyOf(plan: TypedPlan, zone: string): components['schemas']['NewSession'] {
  return {
    label: plan.label,
    place: plan.place,
    capacity: wholeNumber(plan.capacity),
    enrolment_opens: instantOf(plan.opens, zone),
    enrolment_closes: closingInstant(plan.closes, zone),
    meetings: plan.meetings.map((meeting) => ({
      begins_at: instantOf(`${meeting.day}T${meeting.begins}`, zone),
      ends_at: instantOf(`${meeting.day}T${meeting.ends}`, zone),
      hours: wholeNumber(meeting.hours),
    })),
    trainers: plan.trainers.map((trainer) => trainer.employee_id),
  };
}

/** What keeps the plan from being sent, in the order of the form. */
export function gaps(plan: TypedPlan, zone: string): Gap[] {
  const body = bodyOf(plan, zone);
  const found: Gap[] = [];
  const want = (there: unknown, pointer: string, need: Need) => {
    if (!there) found.push({ pointer, need });
  };
  want(plan.label.trim(), '/label', 'needText');
  want(plan.place.trim(), '/place', 'needText');
  want(body.capacity, '/capacity', 'needNumber');
  plan.meetings.forEach((meeting, at) => {
    want(dayAfter(meeting.day, 0), `/meetings/${at}/day`, 'needDay');
    want(meeting.begins, `/meetings/${at}/begins_at`, 'needClock');
    want(meeting.ends, `/meetings/${at}/ends_at`, 'needClock');
    want(wholeNumber(meeting.hours), `/meetings/${at}/hours`, 'needNumber');
  });
  want(body.enrolment_opens, '/enrolment_opens', 'needTime');
  want(body.enrolment_closes, '/enrolment_closes', 'needTime');
  want(plan.trainers.length, '/trainers', 'needTrainer');
  return found;
}
