import type { Demands, Span } from './demands.ts';

const minute = 60_000;

/** The clock of a zone at a moment: its day of the week (Monday is 1), its date and its minute of the day. */
export function clockIn(zone: string, at: number): { date: string; day: number; minute: number } {
  const parts = formatOf(zone).formatToParts(at);
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  return {
    date: `${of('year')}-${of('month')}-${of('day')}`,
    day: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(of('weekday')) + 1,
    minute: Number(of('hour')) * 60 + Number(of('minute')),
  };
}

// To make one takes longer than to use it a hundred times.
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const made =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(timeZone, made);
  return made;
}

/** Whether people work at that moment. */
export function isWorking(demands: Demands, at: number): boolean {
  const { day, minute: now } = clockIn(demands.timezone, at);
  return demands.days.includes(day) && now >= demands.hours.from && now < demands.hours.to;
}

/** The moment, or the first working minute after it. Steps by the minute: slow and plain, so that it shares no mistake with the bot. */
export function toWork(demands: Demands, at: number): number {
  if (isWorking(demands, at)) return at;
  let next = Math.floor(at / minute) * minute + minute;
  while (!isWorking(demands, next)) next += minute;
  return next;
}

/** `at` plus a span of the policy. */
export function addSpan(demands: Demands, at: number, span: Span): number {
  if (span.clock === 'wall') return at + span.amount;
  let moment = toWork(demands, at);
  if (span.clock === 'business hours') {
    let left = span.amount;
    while (left > 0) {
      const piece = Math.min(left, minute);
      // The end of a working day is still that day.
      moment = toWork(demands, moment) + piece;
      left -= piece;
    }
    return moment;
  }
  // The same time of day, so many working days on.
  for (let left = span.amount; left > 0; left -= 1) {
    moment += 24 * 60 * minute;
    while (!demands.days.includes(clockIn(demands.timezone, moment).day)) moment += 24 * 60 * minute;
  }
  return moment;
}
