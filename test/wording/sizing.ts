import { iso, minute } from '../support/facts.ts';
import { renderContacts } from '../../src/slack/views/ephemeral/contacts.ts';
import { anIncident, staffed } from '../support/facts.ts';
import { members, policy } from '../support/policy.ts';
import { sized } from '../support/sized.ts';
import { example } from './example.ts';
import type { Example } from './write-view.ts';

const { ana, ben } = members;
const created = { by: ana, at: minute(4), ref: 'OPS-123' };
const asking = { severity: 'P3', ticket: { asked: 'inc:1.7', created: null } };

/** A ticket is asked for, and what became of it. */
export const tickets: Example[] = [
  example('nobody is called at this severity', { type: 'ticket' }, 1, asking, { policy: sized }),
  example('private', { type: 'ticket' }, 1, { ...asking, private: true }, { policy: sized }),
  example('raised meanwhile', { type: 'ticket' }, 9, { ...asking, severity: 'P1' }, { policy: sized }),
  example(
    'created',
    { type: 'ticket' },
    9,
    { severity: 'P3', ticket: { asked: 'inc:1.7', created } },
    { policy: sized },
  ),
];

const said = { type: 'typed', by: ana, at: iso(5) } as const;

/** Somebody says which type it is. */
export const typed: Example[] = [
  example('declared so', { ...said, by: null, from: null, to: 'database', hints: true }, 0, {}, { policy: sized }),
  example('set', { ...said, from: null, to: 'database', hints: true }, 5, {}, { policy: sized }),
  example('changed back', { ...said, from: 'security', to: 'database', hints: false }, 5, {}, { policy: sized }),
  example('taken back', { ...said, from: 'database', to: null, hints: false }, 5, {}, { policy: sized }),
];

const asked = { type: 'engaged', by: ana, at: iso(5), expert: 'Database Administrator', user: ben } as const;

/** Somebody is asked to come for what they know. */
export const engaged: Example[] = [
  example('with a reason', { ...asked, why: 'the pool is full' }),
  example('without one', { ...asked, why: null }),
];

/** Whom to turn to, for one person. */
export const contacts: Example[] = [
  {
    when: 'in the channel of a P0, asked by who has no role',
    view: renderContacts(sized, anIncident(), members.ben),
  },
  {
    when: 'in the channel of a P0, asked by its technical lead',
    view: renderContacts(sized, anIncident(staffed), members.ben),
  },
  { when: 'elsewhere', view: renderContacts(sized, null, members.ben) },
  { when: 'where the policy names none', view: renderContacts(policy, anIncident(), members.ben) },
];
