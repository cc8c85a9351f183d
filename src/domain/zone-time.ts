import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';

dayjs.extend(utc);
dayjs.extend(timezone);

// The system is asked through Intl, which takes longer than all else that a timer is planned with; the answers never change.
const offsets = new Map<string, number>();
const moments = new Map<string, number>();
const mostKept = 20_000;
// No zone changes its clocks between two quarters of an hour.
const quarter = 15 * 60_000;

/** What the clocks of a zone show at that moment, to be read or formatted: it counts as UTC and is no moment itself. */
export function clockOf(at: Date, zone: string): dayjs.Dayjs {
  const since = Math.floor(at.getTime() / quarter);
  const minutes = kept(offsets, `${zone} ${since}`, () =>
    dayjs(since * quarter)
      .tz(zone)
      .utcOffset(),
  );
  return dayjs.utc(at.getTime() + minutes * 60_000);
}

/** The moment at which the clocks of a zone show that date and minute of the day; 1440 is the midnight that ends it. */
export function momentAt(date: string, minute: number, zone: string): Date {
  const day = minute === 24 * 60 ? addDays(date, 1) : date;
  const time = minute === 24 * 60 ? 0 : minute;
  const clock = `${String(Math.floor(time / 60)).padStart(2, '0')}:${String(time % 60).padStart(2, '0')}`;
  return new Date(kept(moments, `${zone} ${day} ${clock}`, () => dayjs.tz(`${day}T${clock}:00`, zone).valueOf()));
}

/** A date (`2026-11-21`) some days on. */
export function addDays(date: string, days: number): string {
  return dayjs.utc(date).add(days, 'day').format('YYYY-MM-DD');
}

function kept(answers: Map<string, number>, question: string, ask: () => number): number {
  const known = answers.get(question);
  if (known !== undefined) return known;
  if (answers.size >= mostKept) answers.clear();
  const answer = ask();
  answers.set(question, answer);
  return answer;
}
