import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/domain/commands.ts';
import { localDay, toWorkingTime } from '../../src/domain/duration.ts';
import { type Story, start, story } from '../support/incident.ts';
import { members, policy } from '../support/policy.ts';
import { proves } from '../promises/proves.ts';

const { ana, gil } = members;
const hour = 60;
const day = 24 * hour;
// Declared on Monday 2026-03-02 at 04:01 in Berlin; its working hours are 09:00 to 18:00.
const nine = 299;
const dateAt = (minute: number) => new Date(start.getTime() + minute * 60_000);
const take: Command = { type: 'takeRole', by: ana, role: 'commander', takeOver: null };
const update = (by: string = ana) =>
  ({
    type: 'postUpdate',
    by,
    status: null,
    text: 'no news',
    know: null,
    done: null,
    next: null,
    eta: null,
    nextIn: null,
  }) as const;

/** Messages that remind somebody: minute, and what they ask. */
function reminders(it: Story): { minute: number; what: string }[] {
  return it.notices().flatMap(({ minute, notice }) => {
    if (notice.type === 'nudge') return [{ minute, what: 'nudge' }];
    if (notice.type !== 'due') return [];
    const what = notice.items
      .filter(({ type }) => type !== 'step')
      .map((item) => (item.type === 'overdue' ? item.stage : item.type));
    return what.length === 0 ? [] : [{ minute, what: what.join('+') }];
  });
}

function perDay(it: Story): number[] {
  const days = new Map<string, number>();
  for (const { minute } of reminders(it)) {
    const key = localDay(dateAt(minute), policy);
    days.set(key, (days.get(key) ?? 0) + 1);
  }
  return [...days.values()];
}

describe('a low severity', () => {
  it('asks for an overdue update at its time, then an hour of work later each', () => {
    const it = story({ severity: 'P2' })
      .at(1)
      .does(take)
      .at(nine + 8 * hour);
    const said = reminders(it).map(({ minute, what }) => `${minute - nine} ${what}`);
    // Due at 13:00.
    expect(said).toEqual(['237 nudge', '240 due', `${6 * hour} standIn`]);
  });

  it('goes on where the working day ended, not at night', () => {
    const late = { ...update(), nextIn: (8 * 60 + 30) * 60_000 } as const;
    const it = story({ severity: 'P2' })
      .at(1)
      .does(take)
      .at(nine)
      .does(late)
      .at(day + nine + 3 * hour);
    const said = reminders(it).map(({ minute, what }) => `${minute - nine} ${what}`);
    // Due on Monday at 17:30: the stand-in half an hour and two more into Tuesday.
    expect(said).toEqual(['507 nudge', '510 due', `${day + 90} standIn`]);
  });

  it('reminds four times a day at most, and never outside working hours, while nobody does anything for two weeks', () => {
    for (const severity of ['P2', 'P3']) {
      const it = story({ severity }).at(14 * day);
      expect(reminders(it).length).toBeGreaterThan(8);
      expect(Math.max(...perDay(it))).toBeLessThanOrEqual(4);
      for (const { minute } of reminders(it)) expect(toWorkingTime(dateAt(minute), policy)).toEqual(dateAt(minute));
    }
    proves('T3');
  });

  it('that nobody updates is asked for once on each working day, so that it is not forgotten', () => {
    const it = story({ severity: 'P2' })
      .at(1)
      .does(take)
      .at(8 * day);
    const later = reminders(it).filter(({ minute }) => minute > day);
    // Tuesday to Friday at nine, then Monday.
    expect(later.map(({ minute, what }) => `${Math.floor(minute / day)} ${what}`)).toEqual([
      '1 due',
      '2 due',
      '3 due',
      '4 due',
      '7 due',
    ]);
    expect(later.every(({ minute }) => minute % day === nine)).toBe(true);
  });

  it('keeps to four on a day with many updates, however short their promises', () => {
    const it = story({ severity: 'P2' }).at(1).does(take).at(nine);
    for (let n = 0; n < 12; n += 1) it.does({ ...update(gil), nextIn: 30 * 60_000 } as const).at(nine + (n + 1) * 40);
    expect(reminders(it)).toHaveLength(4);
    expect(Math.max(...perDay(it.at(2 * day)))).toBe(4);
  });

  it('offers to resolve in working hours, too', () => {
    const evening = nine + 9 * hour + 15;
    const it = story({ severity: 'P2' }).at(1).does(take).at(evening);
    it.does({ type: 'changeStatus', by: ana, to: 'monitoring', why: null }).at(day + nine + hour);
    const offered = reminders(it).filter(({ what }) => what.includes('soakEnded'));
    expect(offered.map(({ minute }) => minute)).toEqual([day + nine]);
  });

  it('raised to a high one reminds by the minute at once', () => {
    const it = story({ severity: 'P2' }).at(1).does(take).at(10);
    it.does({ type: 'changeSeverity', by: gil, to: 'P1', why: null }).at(30).does({ type: 'sign', by: ana }).at(55);
    const said = reminders(it).map(({ minute, what }) => `${minute} ${what}`);
    expect(said).toEqual(expect.arrayContaining(['37 nudge', '40 due', '50 standIn']));
  });
});

describe('working time', () => {
  const hours = { timezone: policy.timezone, businessHours: policy.businessHours };

  it('begins at nine on the day after the clocks change', () => {
    // Sunday 2026-03-29: Berlin goes from UTC+1 to UTC+2.
    expect(toWorkingTime(new Date('2026-03-27T17:30:00Z'), hours)).toEqual(new Date('2026-03-30T07:00:00Z'));
    expect(toWorkingTime(new Date('2026-10-23T17:30:00Z'), hours)).toEqual(new Date('2026-10-26T08:00:00Z'));
  });

  it('counts a day by the policy’s clock', () => {
    expect(localDay(new Date('2026-03-02T23:30:00Z'), hours)).toBe('2026-03-03');
  });
});
