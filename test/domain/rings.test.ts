import { describe, expect, it } from 'vitest';
import type { RingAnswer } from '../../src/domain/commands.ts';
import { type Story, story } from '../support/incident.ts';
import { members } from '../support/policy.ts';

const { ana, ben, dee, gil } = members;

/** Whose phones were to ring, and what the pager was told of it since. */
function told(it: Story): string[] {
  return it.seen.flatMap(({ effect }) => {
    if (effect.type === 'ring') return [`ring ${effect.user}`];
    return effect.type === 'settleRing' ? [`${effect.to} ${effect.user}`] : [];
  });
}

/** What the pager was told, without what it was asked. */
function settled(it: Story): string[] {
  return [...new Set(told(it).filter((one) => !one.startsWith('ring')))];
}

/** The pager takes every page that was asked of it so far and that it has not taken yet. */
function takesAll(it: Story): Story {
  for (const { id, effect } of it.decisions.flatMap(({ effects }) => effects)) {
    if (effect.type !== 'ring' || it.incident().rings[id] !== undefined) continue;
    const { type: _, ...call } = effect;
    const page = { id: `Q${id}`, url: 'https://acme.pagerduty.com/incidents/Q1' };
    const answer: RingAnswer = { outcome: 'accepted', via: 'PagerDuty', page, assignee: null };
    it.does({ type: 'rang', effect: id, answer, ...call });
  }
  return it;
}

describe('a phone', () => {
  it('rings for a step that must be answered and for a page by hand, not for who is informed, nor in a drill', () => {
    const it = story({ exposure: true }).at(16);
    expect([...new Set(told(it))]).toEqual([`ring ${ana}`, `ring ${ben}`]);
    expect(told(it.does({ type: 'page', by: gil, user: dee, why: null }))).toContain(`ring ${dee}`);
    expect(told(story({ drill: true }).at(16))).toEqual([]);
  });

  it('is answered by its owner: by a press, or by doing something', () => {
    const it = takesAll(story({}).at(6)).does({ type: 'acknowledge', by: ben });
    expect(settled(it)).toEqual([`acknowledged ${ben}`]);
    it.does({ type: 'page', by: gil, user: dee, why: null });
    takesAll(it).does({ type: 'addTask', by: dee, kind: 'task', text: 'flush the cache', owner: null, due: null });
    expect(settled(it)).toEqual([`acknowledged ${ben}`, `acknowledged ${dee}`]);
  });

  it('is answered for everybody once somebody has command, and ends for everybody with the incident', () => {
    const it = takesAll(story({}).at(6)).does({ type: 'takeRole', by: dee, role: 'commander', takeOver: null });
    expect(settled(it)).toEqual([`acknowledged ${ana}`, `acknowledged ${ben}`]);
    it.does({ type: 'cancel', by: dee, reason: 'nothing was wrong', text: null });
    expect(settled(it).slice(2)).toEqual([`resolved ${ana}`, `resolved ${ben}`]);
  });

  it('ends when users no longer feel it, and for who is stood down', () => {
    const it = takesAll(story({}).at(6)).does({ type: 'changeStatus', by: gil, to: 'monitoring', why: null });
    expect(settled(it)).toEqual([`resolved ${ana}`, `resolved ${ben}`]);
    const lower = takesAll(story({}).at(6)).does({ type: 'changeSeverity', by: gil, to: 'P1', why: null });
    expect(settled(lower)).toEqual([`resolved ${ben}`]);
  });

  it('that was answered, or not needed any more, before the pager had taken the page is settled at once', () => {
    const it = takesAll(story({}).at(1).does({ type: 'acknowledge', by: ana }));
    expect(told(it)).toEqual([`ring ${ana}`, `acknowledged ${ana}`]);
    const over = story({}).at(1).does({ type: 'cancel', by: gil, reason: 'other', text: null });
    expect(told(takesAll(over))).toEqual([`ring ${ana}`, `resolved ${ana}`]);
  });
});
