import type { Incident } from '../../src/domain/incident.ts';
import type { Called, DueItem } from '../../src/domain/notices.ts';
import type { Woken } from '../../src/domain/woken.ts';
import { iso, minute, staffed, taskOf, updated } from '../support/facts.ts';
import { members } from '../support/policy.ts';
import { example } from './example.ts';
import type { Example } from './write-view.ts';

const { ana, ben, cy, dee, gil, lena } = members;
const late = iso(15);
const lead: Called = {
  target: 'tech-lead',
  title: 'Technical Lead',
  name: 'Ben Okafor',
  user: ben,
  phone: '+1-555-0102',
};
const manager: Called = { target: 'em', title: 'Engineering Manager', name: 'Lena Vogt', user: lena, phone: null };
const nobody: Called = { target: 'ceo', title: 'CEO', name: null, user: null, phone: null };

const secondary: Called = {
  target: 'senior-backend',
  title: 'Senior Backend Engineer',
  name: 'Dee Novak',
  user: dee,
  phone: null,
};
const quiet: Partial<Incident> = {
  ...staffed,
  active: { [ana]: minute(-20) },
  liveness: {
    from: null,
    asked: { of: ana, since: minute(-20), at: minute(10), sought: [], over: false, messages: [] },
  },
};
const silentCommander: DueItem = {
  type: 'commanderSilent',
  planned: iso(10),
  user: ana,
  since: iso(-20),
  next: secondary,
  until: iso(15),
};
const sought: DueItem = {
  type: 'commandSought',
  planned: late,
  from: ana,
  since: iso(-20),
  called: secondary,
  tried: [],
};

function due(when: string, items: DueItem[], now: Partial<Incident> = {}): Example {
  return example(when, { type: 'due', items }, 15, now);
}

const nights = (times: number) => ({ times, last: minute(-60) });

function wokenStep(when: string, now: Partial<Incident>, woken: Record<string, Woken>): Example {
  const step = { type: 'step', planned: late, kind: 'reach', called: lead, round: 0, early: null, by: null } as const;
  return example(when, { type: 'due', items: [step] }, 15, now, { pagerRings: true, woken });
}

/** Every kind of thing that a timer says. */
export const dueItems: Record<DueItem['type'], Example[]> = {
  overdue: [
    due('an update is due', [{ type: 'overdue', planned: late, number: 3, due: late, stage: 'due', ask: [cy] }], {
      ...staffed,
      ...updated,
      cadence: { due: minute(15), stage: 2, snoozed: false, asks: [] },
    }),
    due(
      'the commander too',
      [{ type: 'overdue', planned: late, number: 3, due: iso(10), stage: 'commander', ask: [cy, ana] }],
      { ...staffed, ...updated, cadence: { due: minute(10), stage: 3, snoozed: false, asks: [] } },
    ),
    due('the stand-in', [{ type: 'overdue', planned: late, number: 3, due: iso(5), stage: 'standIn', ask: [dee] }], {
      ...staffed,
      ...updated,
      cadence: { due: minute(5), stage: 4, snoozed: false, asks: [] },
    }),
  ],
  step: [
    wokenStep('somebody is called who was woken already', { pages: {} }, { [ben]: nights(2) }),
    wokenStep('the alternate was woken, too', { pages: {} }, { [ben]: nights(1), [ana]: nights(2), [dee]: nights(1) }),
    wokenStep(
      'the alternate was called instead',
      { pages: { [ben]: { at: minute(15), stoodDown: minute(16), quiet: false, instead: dee } } },
      { [ben]: nights(2) },
    ),
    due('somebody must answer', [
      { type: 'step', planned: late, kind: 'reach', called: lead, round: 0, early: null, by: null },
    ]),
    due('somebody escalated', [
      { type: 'step', planned: late, kind: 'reach', called: lead, round: 0, early: 'asked', by: ana },
    ]),
    due('somebody should know', [
      { type: 'step', planned: late, kind: 'inform', called: manager, round: 0, early: null, by: null },
    ]),
    due('the policy names nobody', [
      { type: 'step', planned: late, kind: 'reach', called: nobody, round: 0, early: null, by: null },
    ]),
    due('two together, one late', [
      { type: 'step', planned: iso(5), kind: 'reach', called: lead, round: 0, early: null, by: null },
      { type: 'step', planned: late, kind: 'inform', called: manager, round: 0, early: null, by: null },
    ]),
  ],
  ladderEnd: [
    due('nobody answered', [
      {
        type: 'ladderEnd',
        planned: late,
        again: iso(25),
        by: null,
        tried: [
          { title: 'Incident Commander', user: ana, at: iso(0), phone: '+1-555-0100' },
          { title: 'Technical Lead', user: ben, at: iso(5), phone: null },
        ],
      },
    ]),
    due(
      'somebody escalated in a drill',
      [
        {
          type: 'ladderEnd',
          planned: late,
          again: iso(25),
          by: ana,
          tried: [{ title: 'Technical Lead', user: ben, at: iso(5), phone: '+1-555-0101' }],
        },
      ],
      { kind: 'drill' },
    ),
  ],
  nudge: [
    due(
      'an update is due soon, and something else now',
      [
        { type: 'nudge', planned: late, number: 3, due: iso(18), ask: cy },
        { type: 'rolesUnfilled', planned: late, roles: ['Technical Lead'] },
      ],
      { ...staffed, ...updated, roles: {}, cadence: { due: minute(18), stage: 1, snoozed: false, asks: [] } },
    ),
  ],
  respondWithin: [due('too late', [{ type: 'respondWithin', planned: late, since: iso(0) }])],
  noCommander: [
    due('the on-call commander is called', [{ type: 'noCommander', planned: late, called: lead, page: true }]),
    due('they were called a moment ago', [
      { type: 'noCommander', planned: late, called: lead, page: false, waiting: iso(0) },
    ]),
    due('nobody to call', [{ type: 'noCommander', planned: late, called: nobody, page: false }]),
  ],
  commanderSilent: [
    due('there is a secondary', [silentCommander], quiet),
    due('nobody else is named', [{ ...silentCommander, next: null }], quiet),
    due('the commander answered', [silentCommander], { ...quiet, active: { [ana]: minute(14) } }),
    due('somebody else took command', [silentCommander], {
      ...quiet,
      roles: { ...staffed.roles, commander: { user: dee, since: minute(14) } },
    }),
  ],
  commandSought: [
    due('the secondary is asked', [sought], quiet),
    due('in a drill', [sought], { ...quiet, kind: 'drill' }),
    due('nobody is left', [{ ...sought, called: null, tried: [dee] }], quiet),
    due('nobody was named', [{ ...sought, called: null }], quiet),
    due('the commander answered', [sought], { ...quiet, active: { [ana]: minute(14) } }),
    due('users no longer feel it', [sought], { ...quiet, status: 'monitoring' }),
  ],
  lapse: [
    due('nobody took command', [
      {
        type: 'lapse',
        planned: late,
        user: ben,
        since: iso(4),
        reason: 'noCommander',
        resumes: ['Technical Lead', 'Engineering Manager'],
      },
    ]),
    due('nothing was heard', [
      { type: 'lapse', planned: late, user: ben, since: iso(4), reason: 'silent', resumes: ['Technical Lead'] },
    ]),
    due('nothing was heard since an update', [
      {
        type: 'lapse',
        planned: late,
        user: ben,
        since: iso(4),
        reason: 'silent',
        heard: iso(9),
        resumes: ['Technical Lead'],
      },
    ]),
  ],
  handoverUnanswered: [
    due(
      'no answer',
      [{ type: 'handoverUnanswered', planned: late, role: 'Incident Commander', from: ana, to: dee }],
      staffed,
    ),
  ],
  rolesUnfilled: [
    due('two roles', [{ type: 'rolesUnfilled', planned: late, roles: ['Technical Lead', 'Communications Lead'] }]),
  ],
  soakEnded: [
    due('watched long enough', [{ type: 'soakEnded', planned: late, ask: ana }], {
      ...staffed,
      status: 'monitoring',
      statusSince: minute(-15),
    }),
  ],
  parkEnded: [
    due('awake again', [{ type: 'parkEnded', planned: late, since: iso(-600), ask: ben, why: 'the vendor' }], staffed),
  ],
  taskDue: [
    due('a task is due', [{ type: 'taskDue', planned: late, task: 'T1', ask: ben, stage: 'due' }], {
      tasks: [taskOf('T1', 'flush the cache')],
    }),
    due(
      'it is overdue, and nobody has it',
      [{ type: 'taskDue', planned: late, task: 'T1', ask: ana, stage: 'overdue' }],
      {
        tasks: [{ ...taskOf('T1', 'flush the cache'), owner: null }],
      },
    ),
  ],
  silent: [due('two hours of silence', [{ type: 'silent', planned: late, since: iso(-105), ask: gil }])],
};
