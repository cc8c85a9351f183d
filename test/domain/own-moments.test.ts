import { describe, expect, it } from 'vitest';
import { tellMoments } from '../../src/domain/post-mortem-sizing.ts';
import { parseMoment } from '../../src/slack/parse-moment.ts';
import { proves } from '../promises/proves.ts';
import { minute } from '../support/facts.ts';
import { type Story, start, story } from '../support/incident.ts';
import { members, policy } from '../support/policy.ts';
import { sized } from '../support/sized.ts';

const { ana, gil } = members;
const to = (it: Story, status: 'investigating' | 'monitoring') =>
  it.does({ type: 'changeStatus', by: ana, to: status, why: null });
const resolve = { type: 'resolve', by: ana, what: null, fix: null, customers: null, owner: null } as const;
const told = (it: Story) => tellMoments(it.incident(), sized).slice(-2);

describe('A moment of the policy’s own', () => {
  it('is set when the incident first gets the status that it goes with, and not moved by a relapse', () => {
    const it = story({}, sized).at(5);
    expect(it.incident().ownMoments).toEqual({});
    to(it, 'monitoring').at(8);
    to(it, 'investigating').at(20);
    to(it, 'monitoring');
    expect(it.incident().ownMoments).toEqual({ 'service-restored': minute(5) });
    expect(told(it)).toEqual([
      { name: 'Team assembled', at: 'unknown' },
      { name: 'Service restored', at: '2026-03-02 04:06' },
    ]);
    proves('L7');
  });

  it('is set by the resolution where its status was passed over', () => {
    expect(story({}, sized).at(9).does(resolve).incident().ownMoments).toEqual({ 'service-restored': minute(9) });
  });

  it('is set and put right by a person; the record keeps both', () => {
    const it = story({}, sized).at(10);
    it.does({ type: 'correctOwnMoment', by: gil, moment: 'team-assembled', at: minute(4) });
    it.does({ type: 'correctOwnMoment', by: gil, moment: 'team-assembled', at: minute(6) });
    it.does({ type: 'correctOwnMoment', by: gil, moment: 'team-assembled', at: minute(6) });
    const facts = it.decisions.flatMap((decision) => decision.facts).filter(({ kind }) => kind === 'momentCorrected');
    expect(facts.map(({ body }) => [body['name'], body['from'], body['to']])).toEqual([
      ['Team assembled', null, minute(4).toISOString()],
      ['Team assembled', minute(4).toISOString(), minute(6).toISOString()],
    ]);
    expect(it.notices().flatMap(({ notice }) => (notice.type === 'change' ? [notice.change.what] : []))).toHaveLength(
      2,
    );
  });

  it('that somebody said is not known stays so', () => {
    const it = story({}, sized).at(1);
    it.does({ type: 'correctOwnMoment', by: gil, moment: 'service-restored', at: null });
    expect(to(it, 'monitoring').incident().ownMoments).toEqual({ 'service-restored': null });
  });

  it('is refused in the future, and where the policy has none of that name', () => {
    const set = (moment: string, at: Date, some = sized) =>
      story({}, some).does({ type: 'correctOwnMoment', by: gil, moment, at });
    expect(() => set('team-assembled', minute(60))).toThrow(/has not come yet/);
    expect(() => set('recovered', start)).toThrow(/no moment “recovered”/);
    expect(() => set('recovered', start, policy)).toThrow(/no moment “recovered”/);
  });

  it('of an incident that is recorded afterwards comes from its times', () => {
    const backfill = {
      impactStarted: null,
      detected: null,
      declared: minute(-90),
      mitigated: minute(-30),
      resolved: minute(-10),
      what: null,
      fix: null,
      customers: null,
    };
    expect(story({ backfill }, sized).incident().ownMoments).toEqual({ 'service-restored': minute(-30) });
  });

  it.each([
    ['service-restored', start],
    ['service restored 02:48', new Date('2026-03-02T02:48:00Z')],
    ['Service-Restored 5 min ago', new Date('2026-03-02T02:56:00Z')],
    ['service-restored unknown', null],
  ])('is read from “%s”', (text, at) => {
    expect(parseMoment(text, 'UTC', start, sized.moments)).toEqual({ own: sized.moments[1], at });
  });
});
