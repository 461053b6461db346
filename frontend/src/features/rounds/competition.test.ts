/** A rate is told only where both numbers were published. */
import { expect, it } from 'vitest';
import { rateOf } from './Competition';

const year = { year: 2024, kind: 'cpns', this_round: false, vacancies: 1, places: 7 };

it('counts the places whose applicants are known, and leaves the others alone', () => {
  expect(rateOf({ ...year, counted_places: 2, eligible: 31 })).toBe(15.5);
  expect(rateOf({ ...year, counted_places: 3, eligible: 10 })).toBe(3.3);
  expect(rateOf({ ...year, counted_places: 2, eligible: 0 })).toBe(0);
});

it('says nothing without a number or without places', () => {
  expect(rateOf({ ...year, counted_places: null, eligible: null })).toBeNull();
  expect(rateOf({ ...year, counted_places: 0, eligible: 4 })).toBeNull();
});
