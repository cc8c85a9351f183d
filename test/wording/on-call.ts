import { onDuty } from '../../src/domain/on-duty.ts';
import { renderOncall } from '../../src/slack/views/ephemeral/oncall.ts';
import { minute } from '../support/facts.ts';
import { inTurns } from '../support/in-turns.ts';
import { onSchedule } from '../support/on-schedule.ts';
import { members, policy } from '../support/policy.ts';
import type { Example } from './write-view.ts';

/** Who is on call. */
export const onCallExamples: Example[] = [
  {
    when: 'the policy names people',
    view: renderOncall(
      policy,
      new Map([
        [members.ana, { clock: '04:21 Berlin', working: false }],
        [members.ben, { clock: '11:21 Manila', working: true }],
      ]),
      minute(0),
    ),
  },
  { when: 'schedules of PagerDuty', view: renderOncall(onSchedule, new Map(), minute(30)) },
  {
    when: 'the policy names nobody',
    view: renderOncall(
      {
        ...policy,
        people: {},
        roles: policy.roles.map((role) => ({ ...role, primary: null, secondary: null })),
        severities: policy.severities.slice(0, 1),
      },
      new Map(),
      minute(0),
    ),
  },
  { when: 'the policy has a rotation', view: renderOncall(onDuty(inTurns, minute(0)), new Map(), minute(0)) },
  { when: 'its rotation begins later', view: renderOncall(inTurns, new Map(), minute(-90_000)) },
];
