import { describe, expect, it } from 'vitest';
import { type Story, start, story } from '../support/incident.ts';
import { members } from '../support/policy.ts';
import { proves } from '../promises/proves.ts';

const update = (by: string, nextIn: number | null = null) =>
  ({
    type: 'postUpdate',
    by,
    status: null,
    text: 'rolled back',
    know: null,
    done: null,
    next: null,
    eta: null,
    nextIn,
  }) as const;
const take = (by: string, role = 'commander') => ({ type: 'takeRole', by, role, takeOver: null }) as const;
const minutesAfterStart = (at: Date | null) => (at === null ? null : (at.getTime() - start.getTime()) / 60_000);

function overdue(it: Story): string[] {
  return it
    .notices()
    .flatMap(({ minute, notice }) =>
      notice.type === 'due'
        ? notice.items.flatMap((item) =>
            item.type === 'overdue' ? [`${minute} ${item.stage} ${item.ask.join('+')}`] : [],
          )
        : [],
    );
}

describe('the update clock', () => {
  it('asks three minutes before, at the time, then the commander, then the stand-in', () => {
    const it = story().at(1).does(take(members.ana)).does(take(members.cy, 'comms')).at(30);
    expect(it.minutesOf('nudge')).toEqual([12]);
    expect(overdue(it)).toEqual([
      `15 due ${members.cy}`,
      `20 commander ${members.cy}+${members.ana}`,
      `25 standIn ${members.gil}`,
    ]);
    proves('T4', 'T6');
  });

  it('starts again only when an update is posted', () => {
    const it = story().at(5).does({ type: 'note', by: members.gil, text: 'a note' });
    it.does({ type: 'sign', by: members.gil }).at(14).does(update(members.gil)).at(27);
    expect(it.minutesOf('nudge')).toEqual([12, 26]);
    expect(it.minutesOf('update')).toEqual([14, 14]);
    proves('F12');
  });

  it('asks the declarer while nobody else is there, then the latest who answered', () => {
    const asks = (it: Story) => it.notices().flatMap(({ notice }) => (notice.type === 'nudge' ? [notice.ask] : []));
    expect(asks(story().at(12))).toEqual([members.gil]);
    expect(asks(story().at(6).does({ type: 'acknowledge', by: members.ben }).at(12))).toEqual([members.ben]);
    proves('F17');
  });

  it('is asked for with a timer that comes a few seconds before it, at its own stage', () => {
    const threeSeconds = 10 * 60_000 + 3000;
    const it = story().at(1).does(take(members.ana)).does(take(members.cy, 'comms'));
    it.at(10).does(update(members.cy, threeSeconds)).at(20);
    it.does({ type: 'requestHandover', by: members.ana, role: 'commander', to: members.dee }).at(26);
    expect(overdue(it).at(-1)).toBe(`25 commander ${members.cy}+${members.ana}`);
    expect(it.minutesOf('due').at(-1)).toBe(25);
  });

  it('moves by a snooze, once per update', () => {
    const it = story()
      .at(12)
      .does({ type: 'snooze', by: members.gil, for: 5 * 60_000 });
    expect(minutesAfterStart(it.incident().cadence.due)).toBe(20);
    expect(() => it.does({ type: 'snooze', by: members.gil, for: 5 * 60_000 })).toThrow(/snoozed once already/);
    it.does(update(members.gil))
      .at(24)
      .does({ type: 'snooze', by: members.gil, for: 5 * 60_000 });
    expect(minutesAfterStart(it.incident().cadence.due)).toBe(32);
    proves('T7');
  });

  it('snoozes an overdue update from now', () => {
    const it = story()
      .at(17)
      .does({ type: 'snooze', by: members.gil, for: 5 * 60_000 });
    expect(minutesAfterStart(it.incident().cadence.due)).toBe(22);
  });

  it('takes the sooner of old and new on an upgrade, and keeps the promise on a downgrade', () => {
    const up = story({ severity: 'P1' }).at(5).does({ type: 'changeSeverity', by: members.gil, to: 'P0', why: null });
    expect(minutesAfterStart(up.incident().cadence.due)).toBe(20);
    const late = story({ severity: 'P1' })
      .at(20)
      .does({ type: 'changeSeverity', by: members.gil, to: 'P0', why: null });
    expect(minutesAfterStart(late.incident().cadence.due)).toBe(30);
    const down = story().at(5).does({ type: 'changeSeverity', by: members.gil, to: 'P1', why: null });
    expect(minutesAfterStart(down.incident().cadence.due)).toBe(15);
    proves('F13', 'F14');
  });

  it('slows down while monitoring', () => {
    const it = story().at(5).does({ type: 'changeStatus', by: members.gil, to: 'monitoring', why: null });
    expect(minutesAfterStart(it.incident().cadence.due)).toBe(30);
    proves('T3');
  });

  it('asks for a sentence at the third No change in a row', () => {
    const none = { type: 'noChange', by: members.gil, sentence: null, number: null } as const;
    const it = story().at(5).does(none).at(10).does(none).at(15);
    expect(() => it.does(none)).toThrow(/third/);
    it.does({ ...none, sentence: 'waiting for the vendor' });
    expect(it.incident().updates.count).toBe(3);
    proves('F11');
  });

  it('says one reminder after a downtime, the latest', () => {
    const it = story({ declaredBy: members.ana }).wakesUpAt(22);
    expect(it.minutesOf('nudge')).toEqual([]);
    expect(overdue(it)).toEqual([`22 due ${members.ana}`]);
    proves('P2.4');
  });

  it('keeps the working hours of low severities', () => {
    // Declared at 04:01 in Berlin; four working hours from 09:00 end at 13:00, which is 12:00 UTC.
    expect(story({ severity: 'P2' }).incident().cadence.due?.toISOString()).toBe('2026-03-02T12:00:00.000Z');
    expect(story({ severity: 'P3' }).incident().cadence.due?.toISOString()).toBe('2026-03-03T08:00:00.000Z');
    proves('T3');
  });

  it('takes the time that the update itself promises', () => {
    const it = story()
      .at(5)
      .does(update(members.gil, 40 * 60_000));
    expect(minutesAfterStart(it.incident().cadence.due)).toBe(45);
  });

  it('offers Resolve once when the fix was watched long enough', () => {
    const it = story().at(5).does({ type: 'changeStatus', by: members.gil, to: 'monitoring', why: null }).at(180);
    const offers = it
      .notices()
      .flatMap(({ minute, notice }) =>
        notice.type === 'due' && notice.items.some((item) => item.type === 'soakEnded') ? [minute] : [],
      );
    expect(offers).toEqual([35]);
    proves('T12');
  });

  it('stops with the resolution', () => {
    const it = story()
      .at(5)
      .does({ type: 'resolve', by: members.gil, what: null, fix: null, customers: null, owner: null });
    const before = it.notices().length;
    it.at(50);
    expect(it.notices()).toHaveLength(before);
  });
});

describe('what nobody does', () => {
  const said = (it: Story, type: string) =>
    it
      .notices()
      .flatMap(({ minute, notice }) =>
        notice.type === 'due' ? notice.items.flatMap((item) => (item.type === type ? [minute] : [])) : [],
      );

  it('roles that nobody has are named once after ten minutes, and silence is asked about every two hours', () => {
    const it = story()
      .at(1)
      .does(take(members.ana))
      .does({ type: 'changeStatus', by: members.ana, to: 'identified', why: null });
    // What she writes in the channel is no entry of the record, but shows that she is there.
    for (let minute = 20; minute <= 240; minute += 20) it.at(minute).does({ type: 'sign', by: members.ana });
    it.at(250);
    expect(said(it, 'rolesUnfilled')).toEqual([10]);
    expect(said(it, 'silent')).toEqual([121, 241]);
    proves('T11');
  });
});
