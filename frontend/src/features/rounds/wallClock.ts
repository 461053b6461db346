/** The committee's times: what stands on a wall clock in the agency's zone, and the instant that is stored. */

/** `YYYY-MM-DDTHH:MM` on the wall in `zone`. */
export function onTheWall(iso: string, zone: string): string {
  const found: Record<string, string> = {};
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  for (const part of format.formatToParts(new Date(iso))) found[part.type] = part.value;
  return `${found.year}-${found.month}-${found.day}T${found.hour}:${found.minute}`;
}

/** The instant of a wall-clock time; '' while it is not whole. */
export function instantOf(wall: string, zone: string): string {
  const asUtc = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(wall)
    ? Date.parse(`${wall}:00Z`)
    : Number.NaN;
  if (Number.isNaN(asUtc)) return '';
  const shown = Date.parse(`${onTheWall(new Date(asUtc).toISOString(), zone)}:00Z`);
  return new Date(asUtc - (shown - asUtc)).toISOString();
}

const MINUTE = 60_000;

/** "Sampai pukul 23.59" is stored as 00.00 of the next day: the window is half-open. */
export function closingInstant(wall: string, zone: string): string {
  const instant = instantOf(wall, zone);
  if (!instant || !wall.endsWith('23:59')) return instant;
  return new Date(Date.parse(instant) + MINUTE).toISOString();
}

/** A stored end as a notice says it: midnight is 23.59 of the day before. */
export function closingOnTheWall(iso: string, zone: string): string {
  const wall = onTheWall(iso, zone);
  if (!wall.endsWith('T00:00')) return wall;
  return onTheWall(new Date(Date.parse(iso) - MINUTE).toISOString(), zone);
}
