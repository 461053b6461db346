import { expect, test } from 'vitest';
import { filtersOf, tidy } from './filters';
import { activeFilters, filterQueryOf, queryOf, regionPath } from './filterUses';

test('an address is read, and what it does not understand is left out', () => {
  const read = filtersOf({
    text: 'perawat',
    region: '13.73',
    level: 40,
    pay: '4000000',
    disabled: true,
    sort: 'colour',
    show: 'archive',
    literal: 'maybe',
    unknown: 1,
  });
  expect(read).toEqual({
    text: 'perawat',
    region: '13.73',
    level: '40',
    pay: 4_000_000,
    disabled: true,
    show: 'archive',
  });
});

test('every filter survives the way into the address and back', () => {
  const whole = {
    text: 'perawat',
    education: '4000001',
    level: '30',
    agency: '5473',
    region: '13.70',
    pool: 'general',
    pay: 4_500_000,
    disabled: true,
    show: 'current',
    sort: 'closing',
    round: '0190b2f2-0000-7000-8000-000000000000',
    literal: true,
  } as const;
  expect(filtersOf(whole)).toEqual(whole);
  expect(activeFilters(whole)).toHaveLength(11);
});

test('without a wish only open posts are asked for; a round shows all of its own', () => {
  expect(queryOf({}).show).toBe('open');
  expect(queryOf({ show: 'all' }).show).toBeUndefined();
  expect(queryOf({ round: 'x' }).show).toBeUndefined();
  expect(queryOf({ round: 'x', show: 'archive' }).show).toBe('archive');
  expect(filterQueryOf({ sort: 'pay' })).not.toHaveProperty('sort');
});

test('a removed filter leaves nothing behind', () => {
  expect(tidy({ text: '', disabled: false, level: undefined, pool: 'general' })).toEqual({
    pool: 'general',
  });
  expect(tidy({ sort: 'relevance', literal: true })).toEqual({});
  expect(tidy({ education: 'hukum', literal: true })).toEqual({
    education: 'hukum',
    literal: true,
  });
});

test('a village lies in three wider regions', () => {
  expect(regionPath('13.73.01.1001')).toEqual(['13', '13.73', '13.73.01', '13.73.01.1001']);
  expect(regionPath(undefined)).toEqual([]);
});
