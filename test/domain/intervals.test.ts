import { describe, expect, it } from 'vitest';
import { intervalsOf } from '../../src/domain/intervals.ts';
import { type FactKind, type FactValue, makeEntry } from '../../src/domain/timeline.ts';
import { minute } from '../support/facts.ts';
import { members } from '../support/policy.ts';
import { start, story } from '../support/incident.ts';
import { proves } from '../promises/proves.ts';

const { ana, ben, gil } = members;
const entry = (at: number, kind: FactKind, body: Record<string, FactValue> = {}) =>
  makeEntry({
    fact: { kind, at: null, actor: gil, body, source: null },
    seq: 1,
    previousHash: '',
    salt: '00',
    now: minute(at),
  });
const told = (entries: Parameters<typeof intervalsOf>[0]) =>
  intervalsOf(entries).map(({ role, user, from, to }) => {
    const minutes = [from, to].map((at) => (at === null ? '' : (at.getTime() - start.getTime()) / 60_000));
    return `${role} ${user} ${minutes.join('-')}`;
  });

describe('intervals of a role', () => {
  it('follow each other through handovers and pauses', () => {
    expect(
      told([
        entry(2, 'roleTaken', { role: 'commander', user: ana }),
        entry(5, 'roleTaken', { role: 'comms', user: ben }),
        entry(30, 'roleTaken', { role: 'commander', user: ben, from: ana }),
        entry(40, 'roleLeft', { role: 'commander', user: ben }),
        entry(50, 'roleTaken', { role: 'commander', user: ana }),
      ]),
    ).toEqual([`commander ${ana} 2-30`, `comms ${ben} 5-`, `commander ${ben} 30-40`, `commander ${ana} 50-`]);
    proves('S16');
  });

  it('leave the time between a resolution and its reopening to nobody', () => {
    expect(
      told([
        entry(2, 'roleTaken', { role: 'commander', user: ana }),
        entry(30, 'resolved'),
        entry(90, 'reopened'),
        entry(100, 'roleTaken', { role: 'commander', user: ben, from: ana }),
      ]),
    ).toEqual([`commander ${ana} 2-30`, `commander ${ana} 90-100`, `commander ${ben} 100-`]);
  });

  it('are told by whoever takes over or leaves, with since when it was held', () => {
    const it = story()
      .at(2)
      .does({ type: 'takeRole', by: ana, role: 'commander', takeOver: null })
      .at(30)
      .does({ type: 'takeRole', by: ben, role: 'commander', takeOver: ana })
      .at(40)
      .does({ type: 'stepDown', by: ben, role: null });
    const facts = it.decisions.flatMap((decision) => decision.facts);
    const bodies = facts.filter(({ kind }) => kind === 'roleTaken' || kind === 'roleLeft').map(({ body }) => body);
    expect(bodies).toEqual([
      { role: 'commander', user: ana, from: null, since: null },
      { role: 'commander', user: ben, from: ana, since: minute(2).toISOString() },
      { role: 'commander', user: ben, since: minute(30).toISOString() },
    ]);
  });
});
