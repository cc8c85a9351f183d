import { describe, expect, it } from 'vitest';
import {
  type UpkeepPolicy,
  type UpkeepRecord,
  nextLook,
  nextReviewDay,
  reminderKey,
  reviewDue,
  snoozedUntil,
} from '../../src/domain/upkeep.ts';
import { policy } from '../support/policy.ts';

const upkeep = { next: '2026-12-01', after: ['P0'], also: [], owner: null };
// Mon-Fri 09:00-18:00.
const berlin: UpkeepPolicy = { ...policy, timezone: 'Europe/Berlin', upkeep };
const nothing: UpkeepRecord = { reviewed: null, snoozed: null, resolved: { count: 0, first: null } };
const at = (iso: string) => new Date(iso);
const read = (iso: string, next: string | null = null, policyNext: string | null = upkeep.next) => ({
  ...nothing,
  reviewed: { by: 'U1', at: at(iso), next, policyNext },
});
/** The keys of every morning, and of every evening, from a day on. */
function remindersFrom(day: string, days: number, record: UpkeepRecord, by = berlin): (string | null)[] {
  return Array.from({ length: days }, (_, n) => new Date(at(`${day}T08:00:00Z`).getTime() + n * 86_400_000)).map(
    (now) => reminderKey(by, record, now),
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

  it('and a reminder comes once, then weekly, on working mornings only', () => {
    const keys = remindersFrom('2026-11-30', 16, nothing);
    expect(keys[0]).toBeNull();
    expect([...new Set(keys.slice(1))]).toEqual(['2026-12-01.0', null, '2026-12-01.1', '2026-12-01.2']);
    // A Saturday, and after work.
    expect(reminderKey(berlin, nothing, at('2026-12-05T10:00:00Z'))).toBeNull();
    expect(reminderKey(berlin, nothing, at('2026-12-01T19:00:00Z'))).toBeNull();
    // After three weeks of silence it is one.
    expect(reminderKey(berlin, nothing, at('2026-12-23T08:00:00Z'))).toBe('2026-12-01.3');
  });

  it('weekly also where the clocks change in between', () => {
    const march = { ...berlin, upkeep: { ...upkeep, next: '2027-03-22' } };
    expect(reminderKey(march, nothing, at('2027-03-29T07:00:00Z'))).toBe('2027-03-22.1');
    const october = { ...berlin, upkeep: { ...upkeep, next: '2026-10-19' } };
    expect(reminderKey(october, nothing, at('2026-10-26T08:00:00Z'))).toBe('2026-10-19.1');
  });

  it('not before a snooze is over, and then weekly from there', () => {
    const until = at('2026-12-30T08:00:00Z');
    const record = { ...nothing, snoozed: { by: 'U1', at: at('2026-12-02T10:00:00Z'), until } };
    expect(snoozedUntil(record, at('2026-12-29T08:00:00Z'))).toEqual(until);
    expect(remindersFrom('2026-12-02', 28, record).filter((key) => key !== null)).toEqual([]);
    expect(reminderKey(berlin, record, until)).toBe('2026-12-30.0');
    // A review ends it.
    const then = { ...read('2026-12-03T09:00:00Z', '2026-12-10'), snoozed: record.snoozed };
    expect(reminderKey(berlin, then, at('2026-12-10T08:00:00Z'))).toBe('2026-12-10.0');
  });

  it('and is looked at on every working morning', () => {
    expect(nextLook(berlin, at('2026-12-04T08:00:00Z'))).toEqual(at('2026-12-07T08:00:00Z'));
  });
});
