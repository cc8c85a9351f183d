import type { FactKind, FactValue } from '../../src/domain/timeline.ts';
import { iso } from '../support/facts.ts';
import { members } from '../support/policy.ts';

/** What a fact holds, who did it, and the line that tells it. */
export type Row = [body: Record<string, FactValue>, actor: string | null, said: string];
const { ana, ben, dee } = members;
const update = {
  number: 3,
  status: 'identified',
  text: null,
  know: null,
  done: null,
  next: null,
  eta: null,
  noChangeSince: null,
};

/** The facts of updates and of parking. */
export const rhythmRows = {
  updatePosted: [
    [
      { ...update, know: 'a release', done: 'rolled back', next: 'watch', eta: '15 min' },
      ana,
      'Ana posted update #3 (Identified). We know: a release; we did: rolled back; next: watch; expected: 15 min',
    ],
    [
      { ...update, text: 'waiting', noChangeSince: 2 },
      ana,
      'Ana posted update #3 (Identified): no change since #2; waiting',
    ],
    [
      { ...update, text: 'waiting', due: iso(30) },
      ana,
      'Ana posted update #3 (Identified; the next by 03:31 UTC): waiting',
    ],
    [
      { ...update, number: 1, noChangeSince: 0 },
      ana,
      'Ana posted update #1 (Identified): no change since the declaration',
    ],
  ],
  updateNudged: [[{ number: 3, ask: ana, due: iso(30) }, null, 'Ana was asked for update #3, due 03:31 UTC']],
  updateOverdue: [
    [
      { number: 3, stage: 'standIn', ask: [dee], due: iso(10) },
      null,
      'Update #3 was overdue (due 03:11 UTC, reminder to the stand-in)',
    ],
  ],
  snoozed: [[{ from: iso(30), to: iso(35), number: 3 }, ana, 'Ana snoozed update #3 from 03:31 UTC to 03:36 UTC']],
  parked: [
    [
      { until: iso(60), watching: ben, why: 'the vendor' },
      ana,
      'Ana parked it until 04:01 UTC; ben watches: “the vendor”',
    ],
  ],
  parkEnded: [
    [
      { since: iso(0), until: iso(60), watching: ben, reason: 'time' },
      null,
      'It woke by itself, parked since 03:01 UTC',
    ],
    [
      { since: iso(0), until: iso(60), watching: ben, reason: 'severity' },
      ana,
      'It woke with the change of severity, parked since 03:01 UTC, before 04:01 UTC',
    ],
  ],
} satisfies Partial<Record<FactKind, Row[]>>;
