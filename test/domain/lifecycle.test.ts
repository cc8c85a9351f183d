import { describe, expect, it } from 'vitest';
import { momentNames } from '../../src/domain/incident.ts';
import { describeEntry } from '../../src/domain/describe-entry.ts';
import { proves } from '../promises/proves.ts';
import { minute } from '../support/facts.ts';
import { type Story, story } from '../support/incident.ts';
import { members, policy } from '../support/policy.ts';

const { ana, dee } = members;
const by = ana;
const working = ['investigating', 'identified', 'monitoring'] as const;
const resolve = { type: 'resolve', by, what: null, fix: null, customers: null, owner: null } as const;
const close = { type: 'close', by } as const;
const reopen = { type: 'reopen', by, why: null } as const;
const moves = working.flatMap((from) => working.filter((to) => to !== from).map((to) => [from, to] as const));

function inStatus(status: (typeof working)[number]): Story {
  const it = story().at(1);
  return status === 'investigating' ? it : it.does({ type: 'changeStatus', by, to: status, why: null });
}

describe('the status', () => {
  it.each(moves)('moves from %s to %s', (from, to) => {
    const it = inStatus(from).at(2).does({ type: 'changeStatus', by, to, why: null });
    expect(it.incident()).toMatchObject({ status: to, statusBy: by, statusSince: minute(2) });
    proves('L3');
  });

  it.each(working)('is resolved from %s, closed, and taken up again from either', (from) => {
    const it = inStatus(from).does(resolve);
    expect(it.incident().status).toBe('resolved');
    expect(it.does(reopen).incident().status).toBe('investigating');
    it.does(resolve).does(close);
    expect(it.incident().status).toBe('closed');
    expect(it.does(reopen).incident().status).toBe('investigating');
    expect(() => it.does(close)).toThrow('is not resolved yet');
    proves('L3', 'L5');
  });

  it('says that users no longer feel it when a person does, and a relapse takes that back', () => {
    const it = story().at(5).does({ type: 'changeStatus', by, to: 'monitoring', why: null });
    expect(it.incident().moments).toMatchObject({ mitigated: minute(5), resolved: null });
    it.at(9).does(resolve);
    expect(it.incident().moments).toMatchObject({ mitigated: minute(5), resolved: minute(9) });
    it.at(20).does(reopen);
    expect(it.incident()).toMatchObject({
      status: 'investigating',
      moments: { mitigated: null, resolved: null, closed: null },
    });
    proves('F9');
  });

  it('is never resolved or closed by the clock, however long nobody does anything', () => {
    const day = 24 * 60;
    for (const status of working)
      expect(
        inStatus(status)
          .at(3 * day)
          .incident().status,
      ).toBe(status);
    expect(
      inStatus('monitoring')
        .does(resolve)
        .at(60 * day)
        .incident().status,
    ).toBe('resolved');
    proves('P4.2');
  });
});

describe('a moment', () => {
  it.each(momentNames)('can be corrected, and the record has both times: %s', (moment) => {
    const before = story().at(1).does(resolve).does(close);
    const from = before.incident().moments[moment]?.toISOString() ?? null;
    const it = before.at(30).does({ type: 'correctMoment', by, moment, at: minute(-7) });
    expect(it.incident().moments[moment]).toEqual(minute(-7));
    const facts = it.decisions.flatMap((one) => one.facts).filter(({ kind }) => kind === 'momentCorrected');
    expect(facts).toMatchObject([{ actor: by, body: { moment, from, to: minute(-7).toISOString() } }]);
    proves('L9');
  });
});

describe('a request to hand over', () => {
  it.each([
    ['P0', 5],
    ['P1', 5],
    ['P2', 60],
    ['P3', 60],
  ] as const)('of a %s waits %i minutes', (severity, minutes) => {
    const it = story({ severity }).at(1).does({ type: 'takeRole', by, role: 'commander', takeOver: null });
    it.does({ type: 'requestHandover', by, role: 'commander', to: dee });
    expect(it.incident().handovers['commander']?.until).toEqual(minute(1 + minutes));
    proves('T10');
  });
});

describe('the record', () => {
  it('says who was not called, and why', () => {
    const facts = story({ declaredBy: ana }).decisions.flatMap((one) => one.facts);
    const skipped = facts.find(({ kind }) => kind === 'stepSkipped');
    if (skipped === undefined) throw new Error('Nobody was left out');
    const stored = { seq: 2, at: minute(0), recordedAt: minute(0), digest: '', previousHash: '', hash: '', salt: '' };
    const entry = { ...skipped, ...stored, incidentId: 'inc', source: null };
    expect(describeEntry(entry, { policy, name: (user) => (user === ana ? 'Ana' : user) })).toBe(
      'Did not call Incident Commander: Ana declared it',
    );
    proves('U6');
  });
});
