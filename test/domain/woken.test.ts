import { describe, expect, it } from 'vitest';
import type { Incident } from '../../src/domain/incident.ts';
import { alternatesOf, isNight, wokenBy } from '../../src/domain/woken.ts';
import { anIncident } from '../support/facts.ts';
import { start, story } from '../support/incident.ts';
import { members, policy } from '../support/policy.ts';

const { ana, ben, dee, gil, lena } = members;

function rangAt(...times: string[]): Incident {
  const rings = times.map((at, n): [string, Incident['rings'][string]] => [
    `inc:${n}`,
    {
      user: ana,
      title: '',
      via: 'PagerDuty',
      at: new Date(at),
      accepted: true,
      page: null,
      assignee: null,
      movedTo: null,
      acknowledged: null,
      ended: null,
      attached: null,
    },
  ]);
  return anIncident({ rings: Object.fromEntries(rings) });
}

describe('Who was woken', () => {
  it('is whose phone rang between 22:00 and 07:00 on their own clock', () => {
    // 21:30 in London, 22:30 in Berlin.
    expect(isNight(new Date('2026-03-02T21:30:00Z'), 'Europe/London')).toBe(false);
    expect(isNight(new Date('2026-03-02T21:30:00Z'), 'Europe/Berlin')).toBe(true);
    expect(isNight(new Date('2026-03-02T05:59:00Z'), 'Europe/Berlin')).toBe(true);
    expect(isNight(new Date('2026-03-02T06:00:00Z'), 'Europe/Berlin')).toBe(false);
  });

  it('counts each incident once, of the twelve hours before, and says when the last one rang', () => {
    const now = new Date('2026-03-02T10:00:00Z');
    const woken = (incidents: Incident[]) => wokenBy(incidents, ana, now, 'Europe/Berlin');
    const twice = rangAt('2026-03-02T02:00:00Z', '2026-03-02T02:10:00Z');
    expect(woken([twice])).toEqual({ times: 1, last: new Date('2026-03-02T02:10:00Z') });
    expect(woken([twice, rangAt('2026-03-02T04:00:00Z')])).toEqual({
      times: 2,
      last: new Date('2026-03-02T04:00:00Z'),
    });
    // The night before, the day, and what is only about to ring.
    expect(woken([rangAt('2026-03-01T21:59:00Z'), rangAt('2026-03-02T08:00:00Z')])).toBeNull();
    expect(wokenBy([twice], ana, new Date('2026-03-02T02:00:00Z'), 'Europe/Berlin')).toBeNull();
    expect(wokenBy([twice], ben, now, 'Europe/Berlin')).toBeNull();
  });
});

describe('The alternate', () => {
  it('is the other one of the role, then whoever else the ladder reaches, and nobody who is in it already', () => {
    const of = (incident: Incident, user: string, by: string | null = null) =>
      alternatesOf(incident, policy, user, by, start);
    const { incident } = story({ declaredBy: lena });
    expect(of(anIncident({ declaredBy: lena }), ana)).toEqual([dee, ben]);
    expect(of(anIncident({ declaredBy: lena, pages: {} }), dee)).toEqual([ana, ben]);
    expect(of(anIncident({ declaredBy: lena }), ana, dee)).toEqual([ben]);
    expect(of(anIncident({ declaredBy: dee }), ana)).toEqual([ben]);
    // Ana waits to be answered by.
    expect(of(incident(), ben)).toEqual([]);
  });
});

describe('Paging the alternate instead', () => {
  const instead = { type: 'page', by: gil, user: dee, why: null, insteadOf: ana } as const;

  it('silences the first phone, tells its owner, and calls the alternate', () => {
    const it = story({ declaredBy: lena }).at(1);
    const ring = it.decisions.flatMap(({ effects }) => effects).find(({ effect }) => effect.type === 'ring');
    const page = { id: 'Q1', url: 'https://acme.pagerduty.com/incidents/Q1' };
    const answer = { outcome: 'accepted', via: 'PagerDuty', page, assignee: null } as const;
    it.does({ type: 'rang', effect: ring?.id ?? '', user: ana, title: '', call: 'reach', why: null, answer });
    const before = it.seen.length;
    it.does(instead);
    const seen = it.seen.slice(before).map(({ effect }) => effect);
    expect(seen).toContainEqual(expect.objectContaining({ type: 'settleRing', user: ana, to: 'resolved', by: gil }));
    expect(seen).toContainEqual(expect.objectContaining({ type: 'ring', user: dee }));
    expect(seen).toContainEqual(
      expect.objectContaining({ type: 'post', notice: expect.objectContaining({ type: 'standDown', user: ana }) }),
    );
    expect(it.incident().pages[ana]).toMatchObject({ instead: dee });
    // Unanswered by both, the next round calls her again.
    const rung = it.at(16).seen.filter(({ effect }) => effect.type === 'ring' && effect.user === ana);
    expect(rung).toHaveLength(2);
  });

  it('calls nobody when the first one has answered, nor for a second press', () => {
    const answered = story({ declaredBy: lena }).at(1).does({ type: 'acknowledge', by: ana });
    expect(() => answered.does(instead)).toThrow(/has answered .*, so nobody was called instead/);
    const it = story({ declaredBy: lena }).at(1);
    const asked = start;
    it.does({ ...instead, asked });
    expect(() => it.does({ ...instead, asked })).toThrow(/was called already/);
  });
});
