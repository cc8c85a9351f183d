import type { FactValue } from '../../../src/domain/timeline.ts';
import { members } from '../../support/policy.ts';

const { ana, ben } = members;
type Row = [body: Record<string, FactValue>, actor: string | null, line: string];

/** What the timeline says of tasks, action items and redactions. */
export const recordRows = {
  redacted: [
    [{ entries: ['17'], kinds: ['note'], why: 'a name' }, ana, 'Ana redacted entry 17 for good: “a name”'],
    [{ entries: ['4', '9'], kinds: ['note', 'note'], why: null }, ana, 'Ana redacted entries 4, 9 for good'],
  ],
  taskAdded: [
    [{ task: 'T1', text: 'flush the cache', owner: null, due: null }, ana, 'Ana added T1: flush the cache'],
    [
      { task: 'A2', text: 'alert on disk', owner: ben, due: '2026-03-02T15:00:00.000Z' },
      ana,
      'Ana added A2: alert on disk; owner: ben; due 15:00 UTC',
    ],
    [{ task: 'T1', text: 'Flush it.', owner: ben, due: null }, ana, 'Ana added T1: Flush it; owner: ben'],
  ],
  taskChanged: [
    [
      { task: 'A1', ownerMoved: false, dueMoved: false, kindMoved: true, kindFrom: null, kindTo: 'Training' },
      ana,
      'Ana changed A1: kind none → Training',
    ],
    [
      { task: 'T1', ownerMoved: true, ownerFrom: null, ownerTo: ben, dueMoved: true, dueFrom: null, dueTo: null },
      ana,
      'Ana changed T1: owner nobody → ben; due no time → no time',
    ],
  ],
  taskStarted: [
    [{ task: 'A1', text: 'alert on disk', started: true, took: true }, ben, 'Ben started A1: alert on disk'],
    [
      { task: 'A1', text: 'alert on disk', started: false, took: false },
      ben,
      'Ben took back that they work on A1: alert on disk',
    ],
  ],
  taskTicked: [[{ task: 'T1', text: 'flush the cache', done: true }, ben, 'Ben marked T1 as done: flush the cache']],
  taskDue: [[{ task: 'T1', stage: 'overdue', ask: ben }, null, 'T1 was overdue; ben was asked for it']],
} satisfies Record<string, Row[]>;
