import type { Duration } from '../domain/policy.ts';

/** What a parser of one cell answers: the value, or a sentence on what to write instead. */
export type Parsed<T> = { value: T } | { problem: string };

const units: Record<string, number> = {
  s: 1000,
  second: 1000,
  m: 60_000,
  minute: 60_000,
  h: 3_600_000,
  hour: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
};

/** What editors hold a span of the wall clock to. */
export const wallPattern = String.raw`^(within +)?(\d+(\.\d+)? *[smhd]|\d+ +(second|minute|hour|day|week)s?)( +after resolved)?$`;
/** What editors hold a span of time to, which may count working time. */
export const durationPattern = wallPattern.replace(
  '(within +)?(',
  String.raw`(within +)?(\d+ +business +(hour|day)s?|`,
);

const longest = 366 * 86_400_000;
const remedy = 'Write 90s, 15m, 4h, 2d, 1 week, 4 business hours or 1 business day.';

/** A span of time in the words of a policy: `90s`, `15m`, `within 1 week`, `4 business hours`, `1 business day`. */
export function parseDuration(text: string): Parsed<Duration> {
  const words = text
    .trim()
    .replace(/^within\s+/, '')
    .replace(/\s+after resolved$/, '');
  const business = /^(\d+)\s+business\s+(hour|day)s?$/.exec(words);
  if (business) return businessDuration(text, Number(business[1]), business[2] === 'hour');
  const ms = wallMs(words);
  if (ms === null) return { problem: `${quote(text)} is not a duration. ${remedy}` };
  return checked(text, ms, { clock: 'wall', ms });
}

/** A span by the wall clock; `0m` is allowed only where a ladder starts. Milliseconds. */
export function parseWallMs(text: string, allowZero = false): Parsed<number> {
  const parsed =
    allowZero && wallMs(text.trim()) === 0 ? { value: { clock: 'wall' as const, ms: 0 } } : parseDuration(text);
  if ('problem' in parsed) return parsed;
  if (parsed.value.clock !== 'wall')
    return { problem: `${quote(text)} counts working time, but this one runs around the clock. Write 15m, 4h or 2d.` };
  return { value: parsed.value.ms };
}

function businessDuration(text: string, count: number, hours: boolean): Parsed<Duration> {
  const ms = count * (hours ? 3_600_000 : 86_400_000);
  return checked(text, ms, hours ? { clock: 'business hours', ms } : { clock: 'business days', days: count });
}

function checked(text: string, ms: number, value: Duration): Parsed<Duration> {
  if (ms === 0) return { problem: `${quote(text)} is no time at all. ${remedy}` };
  if (ms > longest) return { problem: `${quote(text)} is longer than a year. ${remedy}` };
  return { value };
}

function wallMs(words: string): number | null {
  const short = /^(\d+(?:\.\d+)?)\s*([smhd])$/.exec(words) ?? /^(\d+)\s+(second|minute|hour|day|week)s?$/.exec(words);
  const unit = short ? units[short[2] ?? ''] : undefined;
  return short && unit !== undefined ? Math.round(Number(short[1]) * unit) : null;
}

/** A cell as it was written, cut when it is long. */
export function quote(text: string): string {
  return text.length > 60 ? `"${text.slice(0, 57)}…"` : `"${text}"`;
}
