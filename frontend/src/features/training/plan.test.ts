/** A typed plan becomes the instants of the agency's zone, and says what it still lacks. */
import { describe, expect, it } from 'vitest';
import {
  bodyOf,
  dayAfter,
  daysUntil,
  following,
  gaps,
  moved,
  newMeeting,
  type TypedPlan,
  totalHours,
  wholeNumber,
} from './plan';

const PLAN: TypedPlan = {
  label: 'Triwulan I 2027',
  place: 'Aula',
  capacity: '30',
  opens: '2027-02-01T08:00',
  closes: '2027-03-05T23:59',
  meetings: [{ id: 1, day: '2027-03-08', begins: '08:00', ends: '11:30', hours: '4' }],
  trainers: [{ employee_id: 'a', name: 'Contoh Rekaan' }],
};

describe('a plan', () => {
  it('is sent in the zone of the agency, its end at midnight', () => {
    expect(bodyOf(PLAN, 'Asia/Jayapura')).toEqual({
      label: 'Triwulan I 2027',
      place: 'Aula',
      capacity: 30,
      enrolment_opens: '2027-01-31T23:00:00.000Z',
      enrolment_closes: '2027-03-05T15:00:00.000Z',
      meetings: [
        { begins_at: '2027-03-07T23:00:00.000Z', ends_at: '2027-03-08T02:30:00.000Z', hours: 4 },
      ],
      trainers: ['a'],
    });
    expect(gaps(PLAN, 'Asia/Jayapura')).toEqual([]);
  });
  it('names every gap in the order of the form', () => {
    const empty: TypedPlan = {
      label: ' ',
      place: '',
      capacity: 'dua',
      opens: '',
      closes: '2027-03-05',
      meetings: [{ ...newMeeting(1), begins: '08:00' }],
      trainers: [],
    };
    expect(gaps(empty, 'Asia/Jakarta').map((gap) => gap.pointer)).toEqual([
      '/label',
      '/place',
      '/capacity',
      '/meetings/0/day',
      '/meetings/0/ends_at',
      '/meetings/0/hours',
      '/enrolment_opens',
      '/enrolment_closes',
      '/trainers',
    ]);
  });
  it('adds the next meeting a day later at the same hours', () => {
    const next = following(PLAN.meetings[0], 2);
    expect(next).toEqual({ id: 2, day: '2027-03-09', begins: '08:00', ends: '11:30', hours: '4' });
    expect(totalHours([...PLAN.meetings, next, newMeeting(3)])).toBe(8);
    expect(following(undefined, 4)).toEqual(newMeeting(4));
  });
});

describe('days', () => {
  it('pass over the end of a month, and stay nothing when they are none', () => {
    expect(dayAfter('2026-12-31', 1)).toBe('2027-01-01');
    expect(dayAfter('2026-02-31x', 1)).toBe('');
    expect(dayAfter('', 1)).toBe('');
  });
  it('are counted in the zone of the agency', () => {
    // 08.00 in Jayapura is still the day before in Greenwich.
    expect(daysUntil('2026-12-06T23:00:00Z', '2027-03-08', 'Asia/Jayapura')).toBe(91);
    expect(moved('2026-12-06T23:00:00Z', 91)).toBe('2027-03-07T23:00:00.000Z');
  });
});

it('a number is whole or nothing', () => {
  expect(wholeNumber(' 12 ')).toBe(12);
  expect(wholeNumber('1,5')).toBe(0);
  expect(wholeNumber('-3')).toBe(0);
});
