/** Times of a timetable keep their meaning both ways, a checklist is honest, a difference is one line a change. */
import { describe, expect, it } from 'vitest';
import { differences, missing, type Prepared, poolsOf } from './preparation';
import { closingInstant, closingOnTheWall, instantOf, onTheWall } from './wallClock';

describe('a wall-clock time', () => {
  it('is an instant of its zone', () => {
    expect(instantOf('2026-12-05T08:00', 'Asia/Jakarta')).toBe('2026-12-05T01:00:00.000Z');
    expect(instantOf('2026-12-05T08:00', 'Asia/Jayapura')).toBe('2026-12-04T23:00:00.000Z');
    expect(onTheWall('2026-12-04T23:00:00Z', 'Asia/Jayapura')).toBe('2026-12-05T08:00');
    expect(instantOf('', 'Asia/Jakarta')).toBe('');
  });
  it('ends at midnight when it says 23.59, and says so again', () => {
    const stored = closingInstant('2026-12-31T23:59', 'Asia/Makassar');
    expect(stored).toBe('2026-12-31T16:00:00.000Z');
    expect(closingOnTheWall(stored, 'Asia/Makassar')).toBe('2026-12-31T23:59');
    expect(closingInstant('2026-12-31T16:00', 'Asia/Makassar')).toBe('2026-12-31T08:00:00.000Z');
  });
});

describe('a round in preparation', () => {
  const round = (part: object, vacancies: object[] = []) =>
    ({ page: { timetable: [], rules: null, ...part }, vacancies }) as unknown as Prepared;
  it('names what is missing', () => {
    expect(missing(round({}))).toEqual(['timetable', 'rules', 'vacancies']);
    expect(missing(round({ timetable: [{ code: 'tests' }], rules: {} }, [{}]))).toEqual([
      'timetable',
    ]);
    expect(missing(round({ timetable: [{ code: 'registration' }], rules: {} }, [{}]))).toEqual([]);
  });
  it('offers the pools of its rules', () => {
    const rules = { stages: [{ thresholds: { by_pool: { cum_laude: {}, general: {} } } }, {}] };
    expect(poolsOf(rules)).toEqual(['general', 'cum_laude']);
    expect(poolsOf(null)).toEqual(['general']);
  });
});

describe('a difference', () => {
  it('names each changed place and nothing else', () => {
    const before = { places: 2, pool: 'general', pay_min: null, education_codes: ['1', '2'] };
    const after = { places: 3, pool: 'general', pay_min: 5, education_codes: ['1'] };
    expect(differences(before, after)).toEqual([
      { place: 'places', before: '2', after: '3' },
      { place: 'education_codes/1', before: '2', after: null },
      { place: 'pay_min', before: null, after: '5' },
    ]);
    expect(differences(after, after)).toEqual([]);
  });
});
