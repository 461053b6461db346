/** Dates, deadlines, rupiah and marks as people here read them. */
import { describe, expect, it } from 'vitest';
import {
  formatClock,
  formatClosing,
  formatDate,
  formatDateTime,
  formatMark,
  formatMoney,
  remaining,
} from './format';

describe('dates', () => {
  it('names day and zone', () => {
    const at = '2026-11-24T09:00:00Z';
    expect(formatDateTime(at, 'id')).toBe('Selasa, 24 November 2026 pukul 16.00 WIB');
    expect(formatDateTime(at, 'id', 'Asia/Jayapura')).toBe(
      'Selasa, 24 November 2026 pukul 18.00 WIT',
    );
    expect(formatDateTime(at, 'en', 'Asia/Makassar')).toBe('Tuesday, 24 November 2026, 17:00 WITA');
  });
  it('tells the hour alone in the zone', () => {
    expect(formatClock('2026-11-24T09:05:00Z', 'id', 'Asia/Jayapura')).toBe('18.05');
    expect(formatClock('2026-11-24T09:05:00Z', 'en')).toBe('16:05');
  });
  it('keeps a bare date on its day in every zone', () => {
    expect(formatDate('1995-08-17', 'id', 'Asia/Jayapura')).toBe('Kamis, 17 Agustus 1995');
  });
  it('tells midnight at the end of a window as 23.59 of the day before, and other ends as they are', () => {
    expect(formatClosing('2026-12-11T17:00:00Z', 'id')).toBe(
      'Jumat, 11 Desember 2026 pukul 23.59 WIB',
    );
    expect(formatClosing('2026-12-11T09:00:00Z', 'id')).toBe(
      'Jumat, 11 Desember 2026 pukul 16.00 WIB',
    );
  });
  it('counts down and ends exactly at the end', () => {
    const now = new Date('2026-11-24T09:00:00Z');
    expect(remaining('2026-11-26T10:30:00Z', now)).toEqual({ days: 2, hours: 1, minutes: 30 });
    expect(remaining('2026-11-24T09:00:01Z', now)).toEqual({ days: 0, hours: 0, minutes: 1 });
    expect(remaining('2026-11-24T09:00:00Z', now)).toBeNull();
  });
});

describe('figures', () => {
  it('never computes with a mark', () => {
    expect(formatMark('412.500', 'id')).toBe('412,500');
    expect(formatMark('412.500', 'en')).toBe('412.500');
  });
  it('writes rupiah', () => expect(formatMoney(4_500_000, 'id')).toBe('Rp4.500.000'));
});
