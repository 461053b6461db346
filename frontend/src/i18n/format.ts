/** Dates with their zone by name, countdowns, rupiah and marks, as people here write them. */
import type { Language } from './catalog';

const DEFAULT_ZONE = 'Asia/Jakarta';
const ZONE_NAMES: Record<string, string> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Pontianak': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
};
const locale = { id: 'id-ID', en: 'en-GB' } as const;

export const zoneName = (zone: string) => ZONE_NAMES[zone] ?? zone;

function parts(instant: Date, language: Language, zone: string) {
  const found: Record<string, string> = {};
  const format = new Intl.DateTimeFormat(locale[language], {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  for (const part of format.formatToParts(instant)) found[part.type] = part.value;
  return found;
}

/** "Selasa, 24 November 2026" */
export function formatDate(iso: string, language: Language, zone = DEFAULT_ZONE): string {
  // A bare date has no zone: it is the same day everywhere.
  const bare = /^\d{4}-\d{2}-\d{2}$/.test(iso);
  const p = parts(new Date(bare ? `${iso}T12:00:00Z` : iso), language, bare ? 'UTC' : zone);
  return `${p.weekday}, ${p.day} ${p.month} ${p.year}`;
}

/** "Selasa, 24 November 2026 pukul 16.00 WIB" */
export function formatDateTime(iso: string, language: Language, zone = DEFAULT_ZONE): string {
  const p = parts(new Date(iso), language, zone);
  const day = `${p.weekday}, ${p.day} ${p.month} ${p.year}`;
  return language === 'id'
    ? `${day} pukul ${p.hour}.${p.minute} ${zoneName(zone)}`
    : `${day}, ${p.hour}:${p.minute} ${zoneName(zone)}`;
}

/** "16.00": the hour alone, where the day stands beside it. */
export function formatClock(iso: string, language: Language, zone = DEFAULT_ZONE): string {
  const p = parts(new Date(iso), language, zone);
  return language === 'id' ? `${p.hour}.${p.minute}` : `${p.hour}:${p.minute}`;
}

/** The end of a half-open window: midnight is told as 23.59 of the day before, as every notice does. */
export function formatClosing(iso: string, language: Language, zone = DEFAULT_ZONE): string {
  const instant = new Date(iso);
  const p = parts(instant, language, zone);
  const midnight = p.hour === '00' && p.minute === '00';
  const shown = midnight ? new Date(instant.getTime() - 60_000) : instant;
  return formatDateTime(shown.toISOString(), language, zone);
}

export type Remaining = { days: number; hours: number; minutes: number };

/** Whole days, hours and minutes until an instant; null once it has passed. */
export function remaining(iso: string, now: Date): Remaining | null {
  const minutes = Math.ceil((new Date(iso).getTime() - now.getTime()) / 60_000);
  if (minutes <= 0) return null;
  return {
    days: Math.floor(minutes / 1440),
    hours: Math.floor((minutes % 1440) / 60),
    minutes: minutes % 60,
  };
}

/** Integer rupiah: "Rp4.500.000" */
export const formatMoney = (rupiah: number | bigint, language: Language) =>
  `Rp${new Intl.NumberFormat(locale[language], { maximumFractionDigits: 0 }).format(rupiah)}`;

/** A mark is a decimal string and stays one: only the decimal sign changes. */
export const formatMark = (mark: string, language: Language) =>
  language === 'id' ? mark.replace('.', ',') : mark;

export const formatNumber = (value: number, language: Language) =>
  new Intl.NumberFormat(locale[language]).format(value);

/** "1,2 MB" */
export function formatBytes(bytes: number, language: Language): string {
  const unit = bytes >= 1_000_000 ? 'MB' : 'kB';
  const scaled = bytes / (unit === 'MB' ? 1_000_000 : 1000);
  const digits = scaled < 10 ? 1 : 0;
  return `${new Intl.NumberFormat(locale[language], { maximumFractionDigits: digits }).format(scaled)} ${unit}`;
}
