import { describe, expect, it } from 'vitest';
import { addDuration, toWorkingTime } from '../../src/domain/duration.ts';

const hour = 3_600_000;
const berlin = { timezone: 'Europe/Berlin', businessHours: { days: [1, 2, 3, 4, 5], from: 9 * 60, to: 18 * 60 } };
const at = (iso: string) => new Date(iso);

describe('working time', () => {
  it.each([
    ['in the middle of a working day', '2026-03-02T10:00:00Z', '2026-03-02T10:00:00.000Z'],
    ['before it begins', '2026-03-02T03:00:00Z', '2026-03-02T08:00:00.000Z'],
    ['at the very end', '2026-03-02T17:00:00Z', '2026-03-03T08:00:00.000Z'],
    ['on a Saturday', '2026-03-07T12:00:00Z', '2026-03-09T08:00:00.000Z'],
    ['over the night in which the clocks go forward', '2026-03-28T12:00:00Z', '2026-03-30T07:00:00.000Z'],
    ['over the night in which the clocks go back', '2026-10-24T12:00:00Z', '2026-10-26T08:00:00.000Z'],
  ])('%s', (_, from, to) => expect(toWorkingTime(at(from), berlin).toISOString()).toBe(to));

  it.each([
    ['four hours within a day', '2026-03-02T08:00:00Z', 4, '2026-03-02T12:00:00.000Z'],
    ['four hours over the night', '2026-03-02T15:00:00Z', 4, '2026-03-03T10:00:00.000Z'],
    ['four hours over the weekend', '2026-03-06T15:00:00Z', 4, '2026-03-09T10:00:00.000Z'],
    ['a whole day exactly', '2026-03-02T08:00:00Z', 9, '2026-03-02T17:00:00.000Z'],
  ])('%s', (_, from, hours, to) =>
    expect(addDuration(at(from), { clock: 'business hours', ms: hours * hour }, berlin).toISOString()).toBe(to),
  );

  it.each([
    ['one day on', '2026-03-02T10:30:00Z', 1, '2026-03-03T10:30:00.000Z'],
    ['from Friday to Monday', '2026-03-06T10:30:00Z', 1, '2026-03-09T10:30:00.000Z'],
    ['at the same local time when the clocks changed', '2026-03-27T10:30:00Z', 1, '2026-03-30T09:30:00.000Z'],
    ['from the night to the next day at nine', '2026-03-02T02:00:00Z', 1, '2026-03-03T08:00:00.000Z'],
  ])('%s', (_, from, days, to) =>
    expect(addDuration(at(from), { clock: 'business days', days }, berlin).toISOString()).toBe(to),
  );

  it('knows a place that works on Sundays until midnight', () => {
    const dubai = { timezone: 'Asia/Dubai', businessHours: { days: [7], from: 20 * 60, to: 24 * 60 } };
    expect(toWorkingTime(at('2026-03-02T10:00:00Z'), dubai).toISOString()).toBe('2026-03-08T16:00:00.000Z');
    expect(
      addDuration(at('2026-03-08T18:00:00Z'), { clock: 'business hours', ms: 3 * hour }, dubai).toISOString(),
    ).toBe('2026-03-15T17:00:00.000Z');
  });
});
