import { describe, expect, it } from 'vitest';
import { parseDue, takeDue } from '../../src/slack/parse-due.ts';
import { parseTask } from '../../src/slack/parse-task.ts';
import { policy } from '../support/policy.ts';

// Wednesday 2026-03-04, 09:30 in Berlin.
const clock = { zone: 'Europe/Berlin', now: new Date('2026-03-04T08:30:00Z'), policy };

describe('A time to come', () => {
  it.each([
    ['15:00', '2026-03-04T14:00:00.000Z'],
    ['9.05', '2026-03-05T08:05:00.000Z'],
    ['today 23:59', '2026-03-04T22:59:00.000Z'],
    ['tomorrow', '2026-03-05T17:00:00.000Z'],
    ['Tomorrow at 10:00', '2026-03-05T09:00:00.000Z'],
    ['friday', '2026-03-06T17:00:00.000Z'],
    ['wed', '2026-03-04T17:00:00.000Z'],
    ['wednesday 08:00', '2026-03-11T07:00:00.000Z'],
    ['2026-03-30', '2026-03-30T16:00:00.000Z'],
    ['2026-03-30 10:00', '2026-03-30T08:00:00.000Z'],
    ['in 30 min', '2026-03-04T09:00:00.000Z'],
    ['2 hours', '2026-03-04T10:30:00.000Z'],
    ['3 days', '2026-03-07T08:30:00.000Z'],
  ])('%s', (text, iso) => {
    expect(parseDue(text, clock)?.toISOString()).toBe(iso);
  });

  it.each(['', 'Ana', '25:00', '2026-02-31', 'noonish', '15:00 sharp', 'the end'])('is not %j', (text) => {
    expect(parseDue(text, clock)).toBeNull();
  });

  it('is taken off the end of a text, and what only looks like one stays', () => {
    expect(takeDue('stand by the phone by 15:00', clock)).toEqual({
      rest: 'stand by the phone',
      due: new Date('2026-03-04T14:00:00Z'),
    });
    expect(takeDue('flush it in 30 min', clock).due).toEqual(new Date('2026-03-04T09:00:00Z'));
    expect(takeDue('ask what was done by Ana', clock)).toEqual({ rest: 'ask what was done by Ana', due: null });
  });
});

describe('A task', () => {
  it.each([
    ['', { type: 'list' }],
    [
      '<@U01BEN0002|ben> flush it by 15:00',
      { type: 'add', text: 'flush it', owner: 'U01BEN0002', due: new Date('2026-03-04T14:00:00Z'), actionKind: null },
    ],
    ['flush it', { type: 'add', text: 'flush it', owner: null, due: null, actionKind: null }],
    ['T1 start', { type: 'start', task: 'T1', started: true }],
    ['unstart A2', { type: 'start', task: 'A2', started: false }],
    ['start now', { type: 'add', text: 'start now', owner: null, due: null, actionKind: null }],
    ['t1 done', { type: 'tick', task: 'T1', done: true }],
    ['undone A12', { type: 'tick', task: 'A12', done: false }],
    ['T1 <@U01BEN0002>', { type: 'change', task: 'T1', owner: 'U01BEN0002', due: null, actionKind: null }],
    [
      'T1 by friday',
      { type: 'change', task: 'T1', owner: null, due: new Date('2026-03-06T17:00:00Z'), actionKind: null },
    ],
    ['T1 is still broken', { type: 'add', text: 'T1 is still broken', owner: null, due: null, actionKind: null }],
    ['@nobody flush it', { type: 'stranger', word: '@nobody' }],
  ])('%j', (text, expected) => {
    expect(parseTask(text, clock)).toEqual(expected);
  });
});

describe('The kind of an action item', () => {
  const kinds = ['Immediate fix', 'Long-term improvement', 'Monitoring', 'Training'];
  const ben = '<@U01BEN0002|ben>';

  it.each([
    [`training: ${ben} teach who is on call`, 'training', 'U01BEN0002', 'teach who is on call'],
    [`${ben} Long-term: a second database`, 'Long-term', 'U01BEN0002', 'a second database'],
    ['[Immediate fix] a larger disk by friday', 'Immediate fix', null, 'a larger disk'],
    ['[redis] raise the limit', 'redis', null, 'raise the limit'],
  ])('is taken off the beginning of %j', (text, actionKind, owner, rest) => {
    expect(parseTask(text, clock, kinds)).toMatchObject({ type: 'add', text: rest, owner, actionKind });
  });

  it.each(['Redis: raise the limit', 'Monitoring of the disks', 'mo: which of them', 'http://monitoring:8080 is down'])(
    'is none in %j',
    (text) => {
      expect(parseTask(text, clock, kinds)).toMatchObject({ text, actionKind: null });
    },
  );

  it('is not looked for where the policy has none', () => {
    expect(parseTask('[training] teach', clock)).toMatchObject({ text: '[training] teach', actionKind: null });
  });

  it('can be said afterwards', () => {
    expect(parseTask('A1 [training]', clock, kinds)).toMatchObject({
      type: 'change',
      task: 'A1',
      actionKind: 'training',
    });
    expect(parseTask('A1 training:', clock, kinds)).toMatchObject({
      type: 'change',
      task: 'A1',
      actionKind: 'training',
    });
  });
});
