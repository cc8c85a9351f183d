import { describe, expect, it } from 'vitest';
import {
  type UpkeepPolicy,
  type UpkeepRecord,
  nextLook,
  nextReviewDay,
  remindsNow,
  reviewDue,
  snoozedUntil,
} from '../../src/domain/upkeep.ts';
import { policy } from '../support/policy.ts';

const upkeep = { next: '2026-12-01', after: ['P0'], also: [], owner: null };
// Mon-Fri 09:00-18:00.
const berlin: UpkeepPolicy = { ...policy, timezone: 'Europe/Berlin', upkeep };
const nothing: UpkeepRecord = { reviewed: null, snoozed: null, resolved: { count: 0, first: null }, told: null };
const at = (iso: string) => new Date(iso);
const read = (iso: string, next: string | null = null, policyNext: string | null = upkeep.next) => ({
  ...nothing,
  reviewed: { by: 'U1', at: at(iso), next, policyNext },
});
/** The days, of some mornings, on which a reminder comes. */
function remindersFrom(day: string, days: number, record: UpkeepRecord, by = berlin): string[] {
  let { told } = record;
  return Array.from({ length: days }, (_, n) => new Date(at(`${day}T08:00:00Z`).getTime() + n * 86_400_000)).flatMap(
    (now) => {
      if (!remindsNow(by, { ...record, told }, now)) return [];
      told = now;
      return [now.toISOString().slice(0, 10)];
    },
  );
}

describe('The runbook is to be read again', () => {
  it('on its day, from the beginning of work, and until somebody has read it', () => {
    expect(reviewDue(berlin, nothing, at('2026-12-01T07:59:00Z'))).toBeNull();
    expect(reviewDue(berlin, nothing, at('2026-12-01T08:00:00Z'))).toEqual({
      since: at('2026-12-01T08:00:00Z'),
      day: '2026-12-01',
      incidents: 0,
    });
    expect(reviewDue(berlin, read('2026-12-01T09:00:00Z'), at('2027-06-01T08:00:00Z'))).toBeNull();
  });

  it('on the morning after an incident of a severity that asks for it was resolved', () => {
    const record = { ...nothing, resolved: { count: 2, first: at('2026-11-20T22:00:00Z') } };
    expect(reviewDue(berlin, record, at('2026-11-22T12:00:00Z'))).toBeNull();
    // The Monday.
    expect(reviewDue(berlin, record, at('2026-11-23T08:00:00Z'))).toMatchObject({ day: null, incidents: 2 });
  });

  it('on the day that its reader named, unless the policy names another one since', () => {
    const record = read('2026-12-01T09:00:00Z', '2027-03-01');
    expect(nextReviewDay(berlin, record.reviewed)).toBe('2027-03-01');
    const edited = { ...berlin, upkeep: { ...upkeep, next: '2027-01-15' } };
    expect(nextReviewDay(edited, record.reviewed)).toBe('2027-01-15');
    const removed = { ...berlin, upkeep: { ...upkeep, next: null } };
    expect(nextReviewDay(removed, record.reviewed)).toBe('2027-03-01');
    expect(nextReviewDay({ ...berlin, upkeep: null }, read('2026-12-01T09:00:00Z', '2027-03-01', null).reviewed)).toBe(
      '2027-03-01',
    );
    // Read before its day, without naming another one: the day stands.
    expect(nextReviewDay(berlin, read('2026-11-02T09:00:00Z').reviewed)).toBe('2026-12-01');
  });

  it('and a reminder comes once, then weekly, in working hours only', () => {
    expect(remindersFrom('2026-11-30', 17, nothing)).toEqual(['2026-12-01', '2026-12-08', '2026-12-15']);
    // A Saturday, and after work.
    expect(remindsNow(berlin, nothing, at('2026-12-05T10:00:00Z'))).toBe(false);
    expect(remindsNow(berlin, nothing, at('2026-12-01T19:00:00Z'))).toBe(false);
    // After three weeks away it is one, and the next a week later.
    expect(remindersFrom('2026-12-23', 9, { ...nothing, told: at('2026-12-01T08:00:00Z') })).toEqual([
      '2026-12-23',
      '2026-12-30',
    ]);
  });

  it('weekly also where the clocks change in between', () => {
    const march = { ...berlin, upkeep: { ...upkeep, next: '2027-03-22' } };
    const told = at('2027-03-22T08:00:00Z');
    expect(remindsNow(march, { ...nothing, told }, at('2027-03-29T07:00:00Z'))).toBe(true);
    expect(remindsNow(march, { ...nothing, told }, at('2027-03-26T16:00:00Z'))).toBe(false);
  });

  it('not before a snooze is over, and then weekly from there', () => {
    const until = at('2026-12-30T08:00:00Z');
    const told = at('2026-12-29T08:00:00Z');
    const record = { ...nothing, told, snoozed: { by: 'U1', at: at('2026-12-02T10:00:00Z'), until } };
    expect(snoozedUntil(record, at('2026-12-29T08:00:00Z'))).toEqual(until);
    expect(remindersFrom('2026-12-02', 36, record)).toEqual(['2026-12-30', '2027-01-06']);
    // A review ends it.
    const then = { ...read('2026-12-03T09:00:00Z', '2026-12-10'), snoozed: record.snoozed };
    expect(remindsNow(berlin, then, at('2026-12-10T08:00:00Z'))).toBe(true);
  });

  it('and is looked at on every working morning', () => {
    expect(nextLook(berlin, at('2026-12-04T08:00:00Z'))).toEqual(at('2026-12-07T08:00:00Z'));
  });
});
