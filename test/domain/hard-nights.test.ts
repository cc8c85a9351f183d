import { describe, expect, it } from 'vitest';
import type { DueItem } from '../../src/domain/notices.ts';
import type { Policy } from '../../src/domain/policy.ts';
import { type Story, story } from '../support/incident.ts';
import { members, policy } from '../support/policy.ts';

const take = (by: string, role = 'commander') => ({ type: 'takeRole', by, role, takeOver: null }) as const;
const to = (status: 'monitoring' | 'investigating') =>
  ({ type: 'changeStatus', by: members.gil, to: status, why: null }) as const;

function pages(it: Story): string[] {
  return it.seen.flatMap(({ minute, effect }) => (effect.type === 'page' ? [`${minute} ${effect.user}`] : []));
}

function minutesOf(it: Story, type: DueItem['type']): number[] {
  return it
    .notices()
    .flatMap(({ minute, notice }) =>
      notice.type === 'due' && notice.items.some((item) => item.type === type) ? [minute] : [],
    );
}

describe('Somebody is always called in the end', () => {
  it('after an upgrade, although everybody had answered before it', () => {
    const it = story({ severity: 'P1' }).at(2).does({ type: 'acknowledge', by: members.ana });
    it.does({ type: 'acknowledge', by: members.ben }).at(10);
    it.does({ type: 'changeSeverity', by: members.gil, to: 'P0', why: null });
    const before = pages(it).length;
    it.at(30);
    expect(pages(it).slice(before)).toEqual(expect.arrayContaining([`20 ${members.ana}`, `20 ${members.ben}`]));
  });

  it('when the commander fell asleep and the tech lead does not answer either', () => {
    const it = story().at(2).does(take(members.ana)).at(33);
    expect(minutesOf(it, 'lapse')).toEqual([12]);
    expect(minutesOf(it, 'ladderEnd')).toEqual([22, 32]);
    expect(pages(it)).toEqual(expect.arrayContaining([`22 ${members.ana}`, `22 ${members.ben}`]));
    // A word of the commander ends it.
    it.does({ type: 'note', by: members.ana, text: 'awake' }).at(40);
    expect(minutesOf(it, 'ladderEnd')).toEqual([22, 32]);
  });

  it('when the ladder is through and somebody escalates, after a reopening too', () => {
    const it = story({ severity: 'P2' }).at(1).does(take(members.ana)).at(3);
    it.does({ type: 'resolve', by: members.ana, what: null, fix: null, customers: null, owner: null }).at(20);
    it.does({ type: 'reopen', by: members.gil, why: null });
    it.does({ type: 'escalate', by: members.gil, step: null });
    expect(pages(it).at(-1)).toBe(`20 ${members.ana}`);
  });

  it('by e-mail: a step waits for its person to be looked up, and is not lost', () => {
    const unknown: Policy = {
      ...policy,
      people: {
        ...policy.people,
        'devops-lead': {
          key: 'devops-lead',
          title: 'DevOps Lead',
          name: 'Ana Ruiz',
          slack: null,
          email: 'ana@example.com',
          pagerduty: null,
          phone: null,
        },
      },
    };
    const it = story({}, unknown).at(4);
    expect(minutesOf(it, 'step')).toEqual([]);
    expect(it.incident().ladder.fired).toEqual({});
    it.at(7);
    // Five minutes are enough: the title is called then, and the channel is asked who it is.
    expect(minutesOf(it, 'step')).toEqual([5]);
  });
});

describe('Nobody is called twice', () => {
  it('in one minute, when users feel it again', () => {
    const it = story().at(2).does({ type: 'acknowledge', by: members.ana }).at(3).does(to('monitoring')).at(25);
    const before = pages(it).length;
    it.does(to('investigating')).at(26);
    expect(pages(it).slice(before)).toEqual([]);
    it.at(40);
    const later = pages(it).slice(before);
    expect(new Set(later).size).toBe(later.length);
  });

  it('by a second press of Escalate', () => {
    const it = story().at(1).does({ type: 'escalate', by: members.gil, step: 'reach tech-lead' });
    expect(() => it.does({ type: 'escalate', by: members.gil, step: 'reach tech-lead' })).toThrow(/went out already/);
    expect(pages(it)).toEqual([`0 ${members.ana}`, `1 ${members.ben}`]);
  });

  it('by a double click on Escalate when the ladder is through', () => {
    const again = { type: 'escalate', by: members.gil, step: null } as const;
    const it = story({ severity: 'P2' }).at(3).does(again);
    const before = pages(it).length;
    expect(() => it.does(again)).toThrow(/was called a moment ago/);
    expect(pages(it).length).toBe(before);
    expect(pages(it.at(5).does(again)).length).toBeGreaterThan(before);
  });

  it('by Escalate when users no longer feel it: that is refused, and one person can be paged', () => {
    const it = story().at(2).does(to('monitoring'));
    const before = pages(it).length;
    expect(() => it.does({ type: 'escalate', by: members.gil, step: null })).toThrow(/its ladder calls nobody/);
    it.does({ type: 'page', by: members.gil, user: members.lena, why: null });
    expect(pages(it).slice(before)).toEqual([`2 ${members.lena}`]);
  });
});

describe('A press that comes too late', () => {
  it('of No change for an update that is there already posts no second one', () => {
    const none = { type: 'noChange', by: members.gil, sentence: null, number: 1 } as const;
    const it = story().at(12).does(none);
    expect(() => it.does({ ...none, by: members.ana })).toThrow(/Update #1 is posted already/);
    expect(it.incident().updates.count).toBe(1);
  });

  it('of Take over, when somebody else has the role by now, is told who', () => {
    const it = story().at(1).does(take(members.ana));
    it.does({ type: 'takeRole', by: members.dee, role: 'commander', takeOver: members.ana });
    expect(() => it.does({ type: 'takeRole', by: members.ben, role: 'commander', takeOver: members.ana })).toThrow(
      /<@U01DEE0004> is Incident Commander/,
    );
  });
});

describe('An answer', () => {
  it('is not what somebody does who was only informed', () => {
    const it = story().at(16).does({ type: 'note', by: members.lena, text: 'for the record' });
    expect(it.incident().standing).toBeNull();
  });
});

describe('While nothing can be posted in the channel', () => {
  it('the commander hears it directly, else the declarer', () => {
    const it = story().at(1).does({ type: 'channelLost', reason: 'archived' }).at(5);
    const due = it.seen.findLast(({ effect }) => effect.type === 'post' && effect.notice.type === 'due');
    expect(due?.effect).toMatchObject({ to: { type: 'person', user: members.gil } });
    it.does(take(members.ana)).at(16);
    const later = it.seen.findLast(({ effect }) => effect.type === 'post' && effect.notice.type === 'due');
    expect(later?.effect).toMatchObject({ to: { type: 'person', user: members.ana } });
  });
});
