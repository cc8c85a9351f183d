/** A moment as the wall shows it in a zone, in the form of datetime-local: 2026-11-24T03:16. */
export function wallTimeOf(seconds: number, tz: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: tz,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(seconds * 1000));
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

/** The moment (seconds) at which the wall shows this in a zone; in an hour that comes twice, the first. */
export function instantOf(wall: string, tz: string): number {
  const asUtc = Date.parse(`${wall}:00Z`) / 1000;
  const shiftAt = (seconds: number): number => Date.parse(`${wallTimeOf(seconds, tz)}:00Z`) / 1000 - seconds;
  // The shift belongs to the moment, which is known only with it: the second look is right but in a skipped hour.
  const near = asUtc - shiftAt(asUtc);
  return asUtc - shiftAt(near);
}

/** A moment's clock time in a zone: 03:16. */
export function clockTime(at: Date, tz: string, withSeconds = false): string {
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return format(`${tz} time ${withSeconds}`, tz, withSeconds ? { ...time, second: '2-digit' } : time).format(at);
}

/** A moment's day in a zone, for headings: Tuesday, 24 November. */
export function dayName(at: Date, tz: string, length: 'long' | 'short' = 'long'): string {
  return format(`${tz} day ${length}`, tz, { weekday: length, day: 'numeric', month: length }).format(at);
}

// Making one takes longer than all that a message is made of.
const formats = new Map<string, Intl.DateTimeFormat>();

function format(key: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const made = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', { timeZone, ...options });
  formats.set(key, made);
  return made;
}

/** The moment that a message's ts says. */
export function momentOf(ts: string): Date {
  return new Date(Number(ts) * 1000);
}
