import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/domain/commands.ts';
import type { DueItem } from '../../src/domain/notices.ts';
import { plus } from '../../src/domain/duration.ts';
import { type Story, start, story } from '../support/incident.ts';
import { members, policy } from '../support/policy.ts';
import { proves } from '../promises/proves.ts';

const take = (by: string, role = 'commander'): Command => ({ type: 'takeRole', by, role, takeOver: null });
const update: Command = {
  type: 'postUpdate',
  by: members.ana,
  status: null,
  text: 'we roll back',
  know: null,
  done: null,
  next: null,
  eta: null,
  nextIn: null,
};
const minuteIso = (minute: number) => plus(start, minute * 60_000).toISOString();
const ack = (by: string): Command => ({ type: 'acknowledge', by });

function items(it: Story, type: DueItem['type']): { minute: number; item: DueItem }[] {
  return it
    .notices()
    .flatMap(({ minute, notice }) => (notice.type === 'due' ? notice.items.map((item) => ({ minute, item })) : []))
    .filter(({ item }) => item.type === type);
}

function steps(it: Story): string[] {
  return items(it, 'step').map(({ minute, item }) =>
    item.type === 'step' ? `${minute} ${item.kind} ${item.called.target}` : '',
  );
}

function pages(it: Story): string[] {
  return it.seen.flatMap(({ minute, effect }) => (effect.type === 'page' ? [`${minute} ${effect.user}`] : []));
}

const lateStep = {
  id: 'late',
  after: 90 * 60_000,
  kind: 'reach',
  target: 'tech-lead',
  unless: 'acknowledged',
  condition: null,
} as const;

describe('the ladder', () => {
  it('fires each step at its minute when nobody answers', () => {
    expect(steps(story().at(40))).toEqual([
      '0 reach commander',
      '5 reach tech-lead',
      '15 inform eng-manager',
      '30 inform vp',
    ]);
    proves('F15');
  });

  it('fires a conditional step only under its condition', () => {
    expect(steps(story({ exposure: true }).at(1))).toEqual(['0 reach commander', '0 inform ceo']);
    proves('D5');
  });

  it('stops reach steps on an acknowledgement, and goes on informing', () => {
    const it = story().at(2).does(take(members.ana)).at(11);
    expect(steps(it)).toEqual(['0 reach commander']);
    expect(it.decisions.at(-1)?.incident.moments.acknowledged).not.toBeNull();
    // A sign every few minutes keeps the answer from lapsing.
    for (let minute = 12; minute <= 34; minute += 4) it.does({ type: 'sign', by: members.ana }).at(minute);
    expect(steps(it)).toEqual(['0 reach commander', '15 inform eng-manager', '30 inform vp']);
    proves('F1', 'F3', 'F16');
  });

  it('stops everything when users no longer feel it', () => {
    const it = story()
      .at(2)
      .does(take(members.ana))
      .at(8)
      .does({ type: 'changeStatus', by: members.ana, to: 'monitoring', why: null });
    expect(steps(it.at(60))).toEqual(['0 reach commander']);
    proves('F3');
  });

  it('does not page who declared the incident, and goes on to the next', () => {
    const it = story({ declaredBy: members.ana }).at(6);
    expect(steps(it)).toEqual(['5 reach tech-lead']);
    expect(pages(it)).toEqual([`5 ${members.ben}`]);
    proves('F2');
  });

  it('repeats every ten minutes until somebody answers, naming who was tried', () => {
    const it = story().at(37);
    expect(items(it, 'ladderEnd').map(({ minute }) => minute)).toEqual([15, 25, 35]);
    it.does(ack(members.ben)).at(41);
    expect(items(it, 'ladderEnd')).toHaveLength(3);
    proves('F7');
  });

  it('fires the next reach step when the time to respond is missed', () => {
    const severities = policy.severities.map((one) => ({ ...one, ladder: [...one.ladder, lateStep] }));
    const it = story({ severity: 'P1', declaredBy: members.ana }, { ...policy, severities }).at(95);
    expect(items(it, 'respondWithin').map(({ minute }) => minute)).toEqual([60]);
    expect(steps(it)).toEqual(['30 inform eng-manager', '60 reach tech-lead']);
    proves('F8');
  });

  it('calls nobody before their time when the ladder itself calls somebody in the minute in which the time to respond is over', () => {
    const respondWithin = { clock: 'wall', ms: 5 * 60_000 } as const;
    const late = { ...lateStep, after: 20 * 60_000, target: 'comms', id: 'reach comms' };
    const severities = policy.severities.map((one) => ({ ...one, respondWithin, ladder: [...one.ladder, late] }));
    const it = story({}, { ...policy, severities }).at(6);
    expect(items(it, 'respondWithin').map(({ minute }) => minute)).toEqual([5]);
    expect(steps(it)).toEqual(['0 reach commander', '5 reach tech-lead']);
    expect(steps(it.at(21)).filter((step) => step.includes('reach'))).toEqual([
      '0 reach commander',
      '5 reach tech-lead',
      '20 reach comms',
    ]);
    proves('F8');
  });

  it('lapses when nobody takes command five minutes after an answer', () => {
    const it = story().at(2).does(ack(members.ana)).at(8);
    expect(items(it, 'lapse').map(({ minute }) => minute)).toEqual([7]);
    expect(steps(it)).toEqual(['0 reach commander', '7 reach tech-lead']);
    proves('F5');
  });

  it('lapses when its owner is silent for ten minutes, unless they say something', () => {
    const silent = story().at(2).does(take(members.ana)).at(13);
    expect(items(silent, 'lapse').map(({ minute }) => minute)).toEqual([12]);
    const talking = story().at(2).does(take(members.ana)).at(9).does({ type: 'sign', by: members.ana }).at(18);
    expect(items(talking, 'lapse')).toEqual([]);
    // The update was the last that was heard, and not the answer before it.
    const later = story().at(2).does(take(members.ana)).at(9).does(update).at(25);
    expect(items(later, 'lapse')).toMatchObject([{ minute: 19, item: { since: minuteIso(2), heard: minuteIso(9) } }]);
    proves('F5', 'F6');
  });

  it('starts anew on an upgrade, without who has answered', () => {
    const it = story({ severity: 'P1' }).at(3).does(ack(members.ana)).at(4).does({
      type: 'changeSeverity',
      by: members.gil,
      to: 'P0',
      why: 'payments too',
    });
    expect(steps(it.at(20))).toEqual(['0 reach commander', '9 reach tech-lead', '19 inform eng-manager']);
    proves('F13', 'F15');
  });

  it('stands down who is not needed at a lower severity', () => {
    const it = story().at(16).does({ type: 'changeSeverity', by: members.gil, to: 'P2', why: null });
    const told = it.notices().flatMap(({ notice }) => (notice.type === 'standDown' ? [notice.user] : []));
    expect(told).toEqual([members.ben, members.lena]);
    expect(steps(it.at(100))).toEqual(['0 reach commander', '5 reach tech-lead', '15 inform eng-manager']);
    proves('F14');
  });

  it('does overdue steps in order, two minutes apart, after a downtime', () => {
    const it = story().wakesUpAt(40).at(60);
    expect(steps(it)).toEqual(['0 reach commander', '40 reach tech-lead', '42 inform eng-manager', '44 inform vp']);
    proves('P2.5');
  });

  it('calls the on-call commander after five minutes without one; on low severities in working hours', () => {
    const minutes = (severity: string) => items(story({ severity }).at(360), 'noCommander').map(({ minute }) => minute);
    expect(minutes('P1')).toEqual([5]);
    // Declared at 04:01 in Berlin.
    expect(minutes('P2')).toEqual([299]);
    proves('F17');
  });

  it('does not call the on-call commander a second time while the first call waits for an answer', () => {
    const it = story().at(6);
    expect(items(it, 'noCommander')).toMatchObject([{ minute: 5, item: { page: false, waiting: minuteIso(0) } }]);
    expect(pages(it)).toEqual([`0 ${members.ana}`, `5 ${members.ben}`]);
    // Ten minutes on, the ladder calls everybody again who has not answered.
    expect(pages(it.at(16)).filter((page) => page.endsWith(members.ana))).toEqual([
      `0 ${members.ana}`,
      `15 ${members.ana}`,
    ]);
    proves('F17', 'D13');
  });

  it('waits for whoever a person called instead of the on-call commander, and does not say that the one who sleeps on owes an answer', () => {
    const it = story()
      .at(2)
      .does({ type: 'page', by: members.gil, user: members.dee, why: null, insteadOf: members.ana })
      .at(6);
    expect(items(it, 'noCommander')).toMatchObject([
      { minute: 5, item: { page: false, waiting: minuteIso(2), called: { user: members.dee, name: 'Dee Novak' } } },
    ]);
    expect(pages(it).filter((page) => page.endsWith(members.ana))).toEqual([`0 ${members.ana}`]);
  });

  it('calls the on-call commander to take command when somebody else has answered the call before', () => {
    const it = story().at(2).does(ack(members.ben)).at(6);
    expect(items(it, 'noCommander')).toMatchObject([{ minute: 5, item: { page: true } }]);
    expect(pages(it)).toEqual([`0 ${members.ana}`, `5 ${members.ana}`]);
    proves('F17');
  });

  it('puts what falls together into one message', () => {
    const at5 = story()
      .at(5)
      .notices()
      .filter(({ minute, notice }) => minute === 5 && notice.type === 'due');
    expect(at5).toHaveLength(1);
    proves('N4', 'F8');
  });

  it('jumps to the next step on request', () => {
    const it = story().at(1).does({ type: 'escalate', by: members.gil, step: null });
    expect(steps(it.at(10))).toEqual(['0 reach commander', '1 reach tech-lead']);
  });

  it('starts no ladder on reopening', () => {
    const it = story().at(1).does(take(members.ana)).at(2);
    it.does({ type: 'resolve', by: members.ana, what: null, fix: null, customers: null, owner: null }).at(10);
    it.does({ type: 'reopen', by: members.ana, why: null }).at(19);
    expect(steps(it)).toEqual(['0 reach commander']);
    proves('F15');
  });

  it('does not resume a step whose minute passed while its role was filled', () => {
    const it = story().at(1).does(take(members.ana)).does(take(members.ben, 'tech-lead')).at(6);
    it.does({ type: 'stepDown', by: members.ben, role: 'tech-lead' }).at(10);
    expect(steps(it)).toEqual(['0 reach commander']);
    proves('F4');
  });
});
