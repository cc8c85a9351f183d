import { describe, expect, it } from 'vitest';
import type { Incident } from '../../src/domain/incident.ts';
import { planOf } from '../../src/domain/plan-of.ts';
import { topicFor } from '../../src/domain/naming.ts';
import { type Story, start, story } from '../support/incident.ts';
import { members, policy } from '../support/policy.ts';
import { proves } from '../promises/proves.ts';

const { ana, ben, gil } = members;
const hour = 60;
const day = 24 * hour;
const after = (minute: number) => new Date(start.getTime() + minute * 60_000);
const park = (until: number, more: { watching?: string; why?: string } = {}) =>
  ({
    type: 'park',
    by: gil,
    until: after(until),
    watching: more.watching ?? null,
    why: more.why ?? null,
    zone: 'Europe/Berlin',
  }) as const;
const take = (by: string) => ({ type: 'takeRole', by, role: 'commander', takeOver: null }) as const;
const to = (status: 'investigating' | 'monitoring') =>
  ({ type: 'changeStatus', by: gil, to: status, why: null }) as const;
const severity = (key: string) => ({ type: 'changeSeverity', by: gil, to: key, why: null }) as const;
const update = {
  type: 'postUpdate',
  by: gil,
  status: null,
  text: 'no news',
  know: null,
  done: null,
  next: null,
  eta: null,
  nextIn: null,
} as const;

/** What the clock said after a minute: kinds of notices with their minutes. */
function clockSaid(it: Story, from: number): string[] {
  return it
    .notices()
    .filter(({ minute }) => minute > from)
    .flatMap(({ minute, notice }) => {
      if (notice.type === 'due') return notice.items.map((item) => `${minute} ${item.type}`);
      return notice.type === 'nudge' || notice.type === 'call' ? [`${minute} ${notice.type}`] : [];
    });
}

describe('a parked incident', () => {
  it('asks nobody for anything until its time; then whoever watches hears it once', () => {
    const it = story({ severity: 'P2' })
      .at(2)
      .does(park(3 * hour, { watching: ben, why: 'the vendor' }))
      .at(4 * hour);
    expect(clockSaid(it, 2)[0]).toBe(`${3 * hour} parkEnded`);
    expect(clockSaid(it, 2).filter((said) => said.endsWith('parkEnded'))).toHaveLength(1);
    const woke = it.notices().find(({ notice }) => notice.type === 'due' && notice.items[0]?.type === 'parkEnded');
    expect(woke?.notice).toMatchObject({ items: [{ ask: ben, why: 'the vendor', since: after(2).toISOString() }] });
    expect(it.incident().parked).toBeNull();
    proves('T8');
  });

  it('is watched by its commander unless somebody is named, else by who parks it', () => {
    expect(story({ severity: 'P2' }).at(1).does(park(hour)).incident().parked?.watching).toBe(gil);
    expect(story({ severity: 'P2' }).at(1).does(take(ana)).does(park(hour)).incident().parked?.watching).toBe(ana);
  });

  it('promises the next update anew when it wakes, and nothing that elapsed meanwhile fires', () => {
    const it = story({ severity: 'P2' })
      .at(2)
      .does(park(2 * day));
    expect(it.incident().cadence.due).toBeNull();
    it.at(2 * day + 1);
    // Wednesday 04:01 in Berlin: four working hours from 09:00.
    expect(it.incident().cadence.due?.toISOString()).toBe('2026-03-04T12:00:00.000Z');
    expect(clockSaid(it, 2)).toEqual([`${2 * day} parkEnded`]);
  });

  it('waits for a commander anew', () => {
    const it = story({ severity: 'P2' }).at(6 * hour);
    const fresh = story({ severity: 'P2' })
      .at(2)
      .does(park(7 * hour))
      .at(7 * hour + 4);
    expect(clockSaid(it, 0)).toContainEqual(expect.stringMatching(/noCommander/));
    expect(clockSaid(fresh, 2)).toEqual([`${7 * hour} parkEnded`]);
    expect(clockSaid(fresh.at(7 * hour + 6), 2)).toContain(`${7 * hour + 5} noCommander`);
  });

  it('shows in its message what moves: the update, and who is not called any more', () => {
    const tall = {
      ...policy,
      severities: policy.severities.map((one) =>
        one.key === 'P2' ? { ...one, ladder: policy.severities[0]?.ladder ?? [] } : one,
      ),
    };
    const it = story({ severity: 'P2' }, tall).at(6).does(park(20));
    const told = it.notices().find(({ notice }) => notice.type === 'change' && notice.change.what === 'parked');
    expect(told?.notice).toMatchObject({
      replan: { update: null, steps: [{ target: 'Engineering Manager', from: after(15).toISOString(), to: null }] },
    });
    it.at(60);
    expect(clockSaid(it, 6).filter((said) => said.endsWith('step'))).toEqual(['30 step']);
  });

  it('goes on being watched while monitoring; its end offers to resolve instead of the end of the watch', () => {
    const it = story()
      .at(5)
      .does(to('monitoring'))
      .at(6)
      .does(park(12 * hour))
      .at(12 * hour + 20);
    expect(clockSaid(it, 6)).toEqual([`${12 * hour} parkEnded`]);
  });

  it('stays parked when an update is posted', () => {
    const it = story({ severity: 'P2' })
      .at(1)
      .does(park(day))
      .at(2 * hour)
      .does(update);
    expect(it.incident().parked).not.toBeNull();
    expect(it.incident().cadence.due).toBeNull();
    expect(clockSaid(it.at(day - 1), 1)).toEqual([]);
  });

  it('can be parked until another time; only the last one holds', () => {
    const it = story({ severity: 'P2' })
      .at(1)
      .does(park(hour))
      .at(30)
      .does(park(3 * hour))
      .at(3 * hour);
    expect(clockSaid(it, 1)).toEqual([`${3 * hour} parkEnded`]);
  });

  it('still waits for the answer to a handover', () => {
    const it = story({ severity: 'P2' }).at(1).does(take(ana));
    it.does({ type: 'requestHandover', by: ana, role: 'commander', to: ben })
      .does(park(day))
      .at(2 * hour);
    expect(clockSaid(it, 1)).toEqual([`${hour + 1} handoverUnanswered`]);
  });

  it('says on the topic until when, on the clock of who parked it', () => {
    const it = story({ severity: 'P2' })
      .at(1)
      .does(park(day + 5 * hour));
    expect(topicFor(it.incident(), policy)).toContain('Investigating, parked until Tue 09:01 Berlin');
    expect(topicFor(it.at(3 * day).incident(), policy)).not.toContain('parked');
  });
});

describe('the parking ends early', () => {
  const parked = () => story({ severity: 'P2' }).at(1).does(park(day)).at(hour);
  const wokenIn = (it: Story) => it.decisions.at(-1)?.facts.find(({ kind }) => kind === 'parkEnded')?.body['reason'];
  const woke = (incident: Incident) => [incident.parked, incident.cadence.due !== null];

  it('by hand', () => {
    const it = parked().does({ type: 'wake', by: ana });
    expect(woke(it.incident())).toEqual([null, true]);
    expect(wokenIn(it)).toBe('asked');
    expect(() => it.does({ type: 'wake', by: ana })).toThrow(/not parked/);
  });

  it('by an upgrade to what cannot wait, and its message says so', () => {
    const it = parked().does(severity('P1'));
    expect(woke(it.incident())).toEqual([null, true]);
    expect(wokenIn(it)).toBe('severity');
    expect(it.notices().findLast(({ notice }) => notice.type === 'change')?.notice).toMatchObject({
      woke: after(day).toISOString(),
    });
    // The rhythm of the P1, not of the P2.
    expect(it.incident().cadence.due).toEqual(after(hour + 30));
  });

  it('not by a change between what can wait', () => {
    expect(parked().does(severity('P3')).incident().parked).not.toBeNull();
  });

  it('when users feel it again, by a change of status or by an update that says so', () => {
    const watched = () => story().at(1).does(to('monitoring')).does(park(day)).at(hour);
    const changed = watched().does(to('investigating'));
    expect(wokenIn(changed)).toBe('status');
    expect(woke(changed.incident())).toEqual([null, true]);
    const told = watched().does({ ...update, status: 'investigating' });
    expect(woke(told.incident())).toEqual([null, true]);
  });

  it('with the incident', () => {
    const end = { type: 'resolve', by: ana, what: null, fix: null, customers: null, owner: null } as const;
    const told = parked().incident().parked?.told;
    const it = parked().does(end);
    expect(it.incident().parked).toBeNull();
    // Its Wake now has nothing to wake any more.
    expect(it.decisions.at(-1)?.effects.map(({ effect }) => effect)).toContainEqual({ type: 'refresh', target: told });
    expect(it.does({ type: 'reopen', by: ana, why: null }).incident().cadence.due).not.toBeNull();
  });
});

describe('is not parked', () => {
  it.each([
    ['what is urgent', 'P1', 60, /only lower severities can wait/],
    ['until a time that has passed', 'P2', -5, /passed/],
    ['for more than two weeks', 'P2', 15 * day, /14 days at most/],
  ])('%s', (_, key, until, said) => {
    expect(() => story({ severity: key }).at(1).does(park(until))).toThrow(said);
  });

  it('what was urgent and is felt no more can be', () => {
    expect(story().at(1).does(to('monitoring')).does(park(day)).incident().parked).not.toBeNull();
  });
});

describe('after a downtime', () => {
  const confess = (from: number, upTo: number) => ({ type: 'confess', from: after(from), to: after(upTo) }) as const;

  it('what was parked all the while has nothing to confess', () => {
    const it = story({ severity: 'P2' }).at(1).does(park(day)).at(hour);
    const before = it.notices().length;
    it.at(2 * hour).does(confess(hour, 2 * hour));
    expect(it.notices()).toHaveLength(before);
  });

  it('an unanswered handover is confessed with the end of the parking as all that is planned', () => {
    const it = story({ severity: 'P2' }).at(1).does(take(ana)).does(park(day));
    it.does({ type: 'requestHandover', by: ana, role: 'commander', to: ben });
    it.wakesUpAt(2).does(confess(2, 90));
    expect(planOf(it.incident(), policy)).toEqual([
      expect.objectContaining({ what: 'wake', at: after(day).toISOString() }),
    ]);
  });

  it('what should have woken wakes late, says so, and promises from then', () => {
    const it = story({ severity: 'P2' })
      .at(1)
      .does(park(6 * hour))
      .at(2 * hour)
      .wakesUpAt(8 * hour);
    expect(clockSaid(it, 1)).toEqual([`${8 * hour} parkEnded`]);
    expect(it.incident().cadence.due).toEqual(after(12 * hour));
  });
});
