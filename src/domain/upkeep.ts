import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';
import { localDay, nextWorkingDay, toWorkingTime } from './duration.ts';
import type { Policy } from './policy.ts';
import type { Upkeep } from './runbook-parts.ts';

dayjs.extend(utc);
dayjs.extend(timezone);

/** What the look at the runbook itself goes by. */
export type UpkeepPolicy = Pick<Policy, 'upkeep' | 'timezone' | 'businessHours'>;

/** Somebody read it again. `next` is the day that they named, `policyNext` the one that the policy named then. */
export type Reviewed = { by: string; at: Date; next: string | null; policyNext: string | null };

/** What is known of it. */
export type UpkeepRecord = {
  /** The latest that was not taken back. */
  reviewed: Reviewed | null;
  /** The latest since then. */
  snoozed: { by: string; at: Date; until: Date } | null;
  /** Resolved incidents since then after which it is read again, and when the first of them was resolved. */
  resolved: { count: number; first: Date | null };
  /** When a reminder was sent last. */
  told: Date | null;
};

/** Why it is to be read again, and since when. `day`: its date has come, as YYYY-MM-DD. */
export type ReviewDue = { since: Date; day: string | null; incidents: number };

/** What a policy without `upkeep` says: nothing, but somebody may name a date. */
const noUpkeep: Upkeep = { next: null, after: [], also: [], owner: null };

/** What the policy says of it. */
export function upkeepOf({ upkeep }: Pick<Policy, 'upkeep'>): Upkeep {
  return upkeep ?? noUpkeep;
}

/** The day on which it is to be read next, as YYYY-MM-DD; null: on none. A date that the policy names anew counts. */
export function nextReviewDay(policy: UpkeepPolicy, reviewed: Reviewed | null): string | null {
  const { next } = upkeepOf(policy);
  if (reviewed === null) return next;
  const ahead = next !== null && next > localDay(reviewed.at, policy) ? next : null;
  return next === reviewed.policyNext ? (reviewed.next ?? ahead) : (next ?? reviewed.next);
}

/** Null while nobody has to read it. */
export function reviewDue(policy: UpkeepPolicy, record: UpkeepRecord, now: Date): ReviewDue | null {
  const { reviewed, resolved } = record;
  const day = nextReviewDay(policy, reviewed);
  const byDay = day === null ? null : workStartOf(day, policy);
  const byIncident = resolved.first === null ? null : nextWorkingDay(resolved.first, policy);
  const passed = [byDay, byIncident].flatMap((at) => (at !== null && at <= now ? [at.getTime()] : []));
  if (passed.length === 0) return null;
  return {
    since: new Date(Math.min(...passed)),
    day: byDay !== null && byDay <= now ? day : null,
    incidents: byIncident !== null && byIncident <= now ? resolved.count : 0,
  };
}

/** The snooze that holds reminders back now, or held them back until lately. */
function snoozeOf({ reviewed, snoozed }: UpkeepRecord): UpkeepRecord['snoozed'] {
  return snoozed !== null && (reviewed === null || snoozed.at >= reviewed.at) ? snoozed : null;
}

/** Until when no reminder comes; null: none is held back. */
export function snoozedUntil(record: UpkeepRecord, now: Date): Date | null {
  const snooze = snoozeOf(record);
  return snooze !== null && snooze.until > now ? snooze.until : null;
}

/** Whether a reminder is to come now: in working hours, once, and then every week. */
export function remindsNow(policy: UpkeepPolicy, record: UpkeepRecord, now: Date): boolean {
  const due = reviewDue(policy, record, now);
  if (due === null || snoozedUntil(record, now) !== null) return false;
  if (toWorkingTime(now, policy).getTime() !== now.getTime()) return false;
  const snooze = snoozeOf(record);
  const from = snooze !== null && snooze.until > due.since ? snooze.until : due.since;
  if (record.told === null || record.told < from) return true;
  // By the calendar: a week in which the clocks change has seven days, too.
  return dayjs.utc(localDay(now, policy)).diff(dayjs.utc(localDay(record.told, policy)), 'day') >= 7;
}

/** When the runbook is looked at next: in the morning of every working day. */
export function nextLook(policy: UpkeepPolicy, now: Date): Date {
  return nextWorkingDay(now, policy);
}

/** When work begins on a day, or on the first working day after it. */
export function workStartOf(day: string, policy: UpkeepPolicy): Date {
  return toWorkingTime(dayjs.tz(`${day}T00:00:00`, policy.timezone).toDate(), policy);
}

/** `1 Dec 2026`. A date of the policy is the same for readers everywhere. */
export function tellDay(day: string): string {
  return dayjs.utc(day).format('D MMM YYYY');
}
