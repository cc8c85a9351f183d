import { declare } from '../../src/domain/decisions/declare.ts';
import type { ShownList } from '../../src/domain/checklist-schema.ts';
import type { Incident } from '../../src/domain/incident.ts';
import type { Task } from '../../src/domain/task-schema.ts';
import type { Facts } from '../../src/slack/views/facts.ts';
import { declaration, start } from './incident.ts';
import { members, policy } from './policy.ts';

/** A minute after the declaration, 03:01 UTC. */
export function minute(n: number): Date {
  return new Date(start.getTime() + n * 60_000);
}

/** The same as ISO text. */
export function iso(n: number): string {
  return minute(n).toISOString();
}

/** A P0 as it stands a moment after its declaration, with changes. */
export function anIncident(changes: Partial<Incident> = {}): Incident {
  const { incident } = declare(declaration(), policy, start);
  return {
    ...incident,
    channel: { id: 'C0123456789', name: 'inc-42-checkout' },
    impact: 'All customers, card payments',
    moments: { ...incident.moments, impactStarted: minute(-13), detected: minute(-2) },
    ...changes,
  };
}

/** Another incident, `other-41` for 41, declared two minutes before. */
export function anOther(number: number, changes: Partial<Incident> = {}): Incident {
  const channel = { id: `C01234567${number}`, name: `inc-${number}` };
  const own = anIncident({ id: `other-${number}`, number, title: 'Checkout is down', channel });
  return { ...own, moments: { ...own.moments, declared: minute(-2) }, ...changes };
}

/** Facts at a minute of the incident. */
export function factsAt(n: number, changes: Partial<Incident> = {}, more: Partial<Facts> = {}): Facts {
  return {
    incident: anIncident(changes),
    policy,
    now: minute(n),
    botUserId: 'U0BOT00001',
    receipt: [],
    late: null,
    pagerRings: false,
    announceChannel: 'incidents',
    ...more,
  };
}

/** An open task (T…) or action item (A…) of Ben's, due at minute 30, added by Ana. */
export function taskOf(id: string, text: string): Task {
  return {
    id,
    kind: id.startsWith('T') ? 'task' : 'action',
    text,
    owner: members.ben,
    due: minute(30),
    by: members.ana,
    at: minute(4),
    doneBy: null,
    doneAt: null,
    started: null,
    actionKind: null,
    stage: 0,
    messages: [],
  };
}

/** A checklist that came with the resolution and that its own message shows, with nothing to tick unless told otherwise. */
export function listOf(key: string, name: string, changes: Partial<ShownList> = {}): ShownList {
  const list = { key, name, show: 'resolved', items: [], since: minute(0), due: null, revision: 1 } as const;
  return { ...list, items: [], messages: ['inc:9.9'], ...changes };
}

/** Ana has command, and Ben was made technical lead. */
export const staffed: Partial<Incident> = {
  roles: { commander: { user: members.ana, since: minute(3) }, 'tech-lead': { user: members.ben, since: minute(5) } },
  commanderVacantSince: null,
  acknowledgements: [{ user: members.ana, at: minute(3) }],
  standing: { user: members.ana, at: minute(3) },
};

/** Update #2 was posted by Cy. */
export const updated: Partial<Incident> = {
  updates: {
    count: 2,
    last: { number: 2, at: minute(30), by: members.cy, text: 'Ben rolled back checkout 41 → 40; errors 38 % → 4 %' },
    noChangeStreak: 0,
  },
};

/** Resolved an hour after the declaration. */
export const resolved: Partial<Incident> = {
  ...staffed,
  ...updated,
  status: 'resolved',
  statusSince: minute(69),
  statusBy: members.ana,
  resolution: { what: 'A bad release', fix: 'Rolled back', customers: null, owner: members.ana },
  checklists: [
    listOf('closure', 'Closing checklist', {
      since: minute(69),
      due: minute(129),
      items: [
        { text: 'Service stable', doneBy: members.ana, doneAt: minute(80) },
        { text: 'Stakeholders told', doneBy: null, doneAt: null },
      ],
    }),
  ],
  after: (['meeting', 'report'] as const).map((what, index) => ({
    what,
    since: minute(69),
    due: minute(129 + (index + 1) * 2880),
    doneAt: null,
    doneBy: null,
  })),
  moments: {
    impactStarted: minute(-13),
    detected: minute(-2),
    declared: minute(0),
    acknowledged: minute(3),
    identified: minute(20),
    mitigated: minute(45),
    resolved: minute(69),
    closed: null,
  },
};
