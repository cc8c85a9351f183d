import type { Incident } from '../../domain/incident.ts';
import { clockTime } from '../../domain/wording.ts';

/** A time on the reader's clock, with the day where it is not today (by UTC); without Slack it reads "20 Nov 23:58 UTC". */
export function timeOf(at: Date | string, now: Date): string {
  const when = new Date(at);
  if (when.toISOString().slice(0, 10) === now.toISOString().slice(0, 10)) return clockTime(when);
  return `<!date^${Math.floor(when.getTime() / 1000)}^{date_short_pretty} {time}|${dayInUtc.format(when)} ${when.toISOString().slice(11, 16)} UTC>`;
}

/** "Since 02:48", or "Declared 03:01" while nobody has said when the impact started. */
export function sinceOf({ moments }: Incident, now: Date): string {
  const { impactStarted, declared } = moments;
  return impactStarted === null ? `Declared ${timeOf(declared, now)}` : `Since ${timeOf(impactStarted, now)}`;
}

/** A length of time in its two largest units: "13 min", "1 h 5 min", "2 days 3 h". */
export function durationOf(ms: number): string {
  if (ms < 60_000) return 'less than 1 min';
  // Rounded, as the post-mortem does it: the two must not differ by a minute.
  const total = Math.round(ms / 60_000);
  const [days, hours, minutes] = [Math.floor(total / 1440), Math.floor(total / 60) % 24, total % 60];
  const parts = [
    days > 0 ? `${days} ${days === 1 ? 'day' : 'days'}` : '',
    hours > 0 ? `${hours} h` : '',
    minutes > 0 && days === 0 ? `${minutes} min` : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** How far a time is off: "in 15 min", "3 min ago", "now". Only for messages that are read when they come. */
export function distanceOf(at: Date | string, now: Date): string {
  const ms = Math.round((new Date(at).getTime() - now.getTime()) / 60_000) * 60_000;
  if (ms === 0) return 'now';
  return ms > 0 ? `in ${durationOf(ms)}` : `${durationOf(-ms)} ago`;
}

const dayInUtc = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
