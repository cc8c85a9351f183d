import type { FactKind } from '../../src/domain/timeline.ts';
import { iso } from '../support/facts.ts';
import { members } from '../support/policy.ts';
import type { Row } from './describe-rhythm-rows.ts';

const { ana, ben, dee } = members;

/** The facts of roles and of who is asked to take them. */
export const roleRows = {
  roleTaken: [
    [{ role: 'commander', user: ana, from: null }, ana, 'Ana took the role Incident Commander'],
    [{ role: 'commander', user: dee, from: ana }, dee, 'Dee took the role Incident Commander from ana'],
    [
      { role: 'commander', user: dee, from: ana, since: iso(3) },
      dee,
      'Dee took the role Incident Commander from ana, who had it since 03:04 UTC',
    ],
  ],
  roleLeft: [
    [{ role: 'comms', user: ana }, ana, 'Ana left the role Communications Lead'],
    [{ role: 'comms', user: ana, since: iso(3) }, ana, 'Ana left the role Communications Lead, held since 03:04 UTC'],
  ],
  handoverRequested: [
    [{ role: 'commander', from: ana, to: dee }, ana, 'Ana asked dee to take the role Incident Commander'],
  ],
  handoverPlanned: [
    [
      { role: 'commander', to: ben, due: iso(60), offShift: null, insteadOf: null },
      ana,
      'Ana planned to ask ben to take the role Incident Commander at 04:01 UTC',
    ],
    [
      { role: 'commander', to: ben, due: iso(60), offShift: '00:01 New York', insteadOf: dee },
      ana,
      'Ana planned to ask ben, instead of dee, to take the role Incident Commander at 04:01 UTC, outside their working hours (00:01 New York)',
    ],
  ],
  handoverDropped: [
    [
      { role: 'commander', to: ben, due: iso(60), reason: 'taken' },
      dee,
      'Ben is not asked to take the role Incident Commander at 04:01 UTC: dee has it now',
    ],
  ],
  handoverDeclined: [
    [{ role: 'commander', from: ana, to: dee }, dee, 'Dee could not take the role Incident Commander'],
  ],
  handoverUnanswered: [
    [
      { role: 'commander', from: ana, to: dee },
      null,
      'Dee did not answer the request to take the role Incident Commander',
    ],
  ],
} satisfies Partial<Record<FactKind, Row[]>>;
