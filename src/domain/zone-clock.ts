import { clockOf } from './zone-time.ts';

const day = 24 * 60 * 60_000;

/** Slack gives zones by name; one that this system does not know would throw wherever it is used. */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The town of a zone: "Berlin" of Europe/Berlin, "New York" of America/New_York. */
function townOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

/** "09:00 Berlin". For places where Slack shows no reader's clock, and for people who speak of their own. */
export function clockIn(at: Date, zone: string): string {
  return `${clockOf(at, zone).format('HH:mm')} ${townOf(zone)}`;
}

/** The same with its day, as it reads from `from` on: "09:00 Berlin" on that day, "Wed 09:00 Berlin", "Wed 2 Dec 09:00 Berlin". */
export function dayAndClockIn(at: Date, zone: string, from: Date): string {
  const local = clockOf(at, zone);
  if (local.isSame(clockOf(from, zone), 'day')) return clockIn(at, zone);
  return `${local.format(at.getTime() - from.getTime() < 6 * day ? 'ddd' : 'ddd D MMM')} ${clockIn(at, zone)}`;
}
