import { describe, expect, it } from 'vitest';
import type { Notice } from '../../src/domain/notices.ts';
import { type Story, start, story } from '../support/incident.ts';
import { members } from '../support/policy.ts';
import { proves } from '../promises/proves.ts';

const hour = 60;
const day = 24 * hour;
const by = members.ana;

/** The minute of a moment of the first March days of 2026, UTC. */
const at = (moment: string) => (new Date(`2026-03-${moment}:00Z`).getTime() - start.getTime()) / 60_000;

/** Resolved at that moment; Ana owns the write-up and works there. */
function resolvedAt(moment: string, zone: string | null = null): Story {
  const it = story().at(at(moment)).does({ type: 'resolve', by, what: null, fix: null, customers: null, owner: by });
  return zone === null ? it : it.does({ type: 'tick', zones: { [by]: zone } });
}

function digests(told: Story): string[] {
  return told
    .notices()
    .flatMap(({ minute, notice }) => (notice.type === 'digest' ? [`${clock(minute)} ${words(notice)}`] : []));
}

function clock(minute: number): string {
  return new Date(start.getTime() + minute * 60_000).toISOString().slice(8, 16).replace('T', ' ');
}

function words({ items }: Extract<Notice, { type: 'digest' }>): string {
  return items.map(({ key, overdue }) => `${key}${overdue ? ' overdue' : ''}`).join(', ');
}

describe('After the resolution', () => {
  it('the owner is told of each thing once as due and once as overdue, in the morning, in one message a day', () => {
    // Monday 02:00 in Berlin is night: the list waits for 09:00. The meeting is due on Wednesday, the report in a week.
    expect(digests(resolvedAt('02T04:00').at(15 * day))).toEqual([
      '02 08:00 list:closure',
      '03 08:00 list:closure overdue',
      '04 08:00 meeting',
      '05 08:00 meeting overdue',
      '09 08:00 report',
      '10 08:00 report overdue',
    ]);
    proves('T13', 'T14');
  });

  it('the morning is that of the owner, wherever the policy is at home', () => {
    expect(digests(resolvedAt('02T04:00', 'America/New_York').at(3 * day))).toEqual([
      '02 14:00 list:closure',
      '03 14:00 list:closure overdue',
      '04 14:00 meeting',
    ]);
    proves('T14');
  });

  it('nobody is told on their days off', () => {
    const told = digests(resolvedAt('06T20:00').at(12 * day));
    expect(told).toEqual(['09 08:00 list:closure, meeting', '10 08:00 list:closure overdue, meeting overdue']);
  });

  it('what becomes known during the day is told when it is due, not at once', () => {
    expect(digests(resolvedAt('02T10:00').at(1 * day))).toEqual(['02 11:00 list:closure']);
  });

  it('what is done drops out, and the message that told it is edited', () => {
    const it = resolvedAt('02T04:00').at(at('02T09:00'));
    for (const box of [0, 1]) it.does({ type: 'tickBoxes', by, list: 'closure', ticked: [box], unticked: [] });
    const [message] = it.incident().digest.messages;
    expect(it.seen.filter(({ effect }) => effect.type === 'refresh' && effect.target === message).length).toBe(2);
    it.does({ type: 'finishFollowUp', by, what: 'meeting', done: true });
    it.does({ type: 'finishFollowUp', by, what: 'report', done: true });
    expect(digests(it.at(15 * day))).toEqual(['02 08:00 list:closure']);
  });

  it('what was marked as done by mistake is told as before', () => {
    const it = resolvedAt('02T04:00').does({ type: 'close', by });
    it.does({ type: 'finishFollowUp', by, what: 'meeting', done: true });
    it.does({ type: 'finishFollowUp', by, what: 'meeting', done: false });
    expect(digests(it.at(3 * day))).toEqual(['04 08:00 meeting']);
  });

  it('what is overdue already when it is first told is told once', () => {
    // Down over the morning and the afternoon: up again in the night.
    const it = resolvedAt('02T04:00').wakesUpAt(at('02T20:00'));
    expect(digests(it)).toEqual([]);
    expect(digests(it.at(at('04T07:00')))).toEqual(['03 08:00 list:closure overdue']);
  });

  it('reopening takes everything back, and calling off leaves nothing due', () => {
    const it = resolvedAt('02T04:00').does({ type: 'reopen', by, why: null });
    it.does({ type: 'cancel', by, reason: 'other', text: null });
    expect(digests(it.at(15 * day))).toEqual([]);
  });
});
