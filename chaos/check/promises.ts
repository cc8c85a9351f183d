import type { Demands, SeverityDemands } from './demands.ts';
import { type Case, type Entry, type View, decidedAt, followRoles, openStatuses, said } from './view.ts';
import { addSpan } from './working-time.ts';

/** An update that is promised for a time, from one decision until the next that moves or ends it. */
export type Promised = {
  number: number;
  due: number;
  /** What promised it, and until when it stood; null: until the end. */
  from: number;
  until: number | null;
  urgent: boolean;
  /** Who had which role when it was promised, for whom is asked. */
  roles: Map<string, string>;
};

/** How the incident stood before and after an entry. */
export type Standing = { status: string; severity: SeverityDemands; parked: boolean };

/** The severity of that key; the first, where a policy has lost it. */
export function severityOf(demands: Demands, key: string): SeverityDemands {
  const found = demands.severities.find((one) => one.key === key) ?? demands.severities[0];
  if (found === undefined) throw new Error('The policy has no severities');
  return found;
}

/**
 * Every promise of an update that a timeline makes: the clock starts at the declaration and anew with each update; an upgrade and the
 * end of monitoring take the sooner of old and new; monitoring and a downgrade let the slower one count from the last update, where that
 * is still to come; a snooze says the time; parking ends it, and waking promises anew; the end ends it, and reopening promises anew.
 */
export function promisesOf(view: View, one: Case): Promised[] {
  const { demands } = view;
  if (one.incident.kind === 'backfill') return [];
  const promises: Promised[] = [];
  const roles = new Map<string, string>();
  let now: Standing = { status: 'investigating', severity: severityOf(demands, ''), parked: false };
  let declared = 0;
  let lastUpdate: number | null = null;
  let count = 0;
  let due: number | null = null;

  const every = (from: number): number =>
    addSpan(demands, from, now.status === 'monitoring' ? now.severity.monitoringEvery : now.severity.updateEvery);
  const promise = (next: number | null, at: number): void => {
    const open = promises.at(-1);
    if (open !== undefined && open.until === null) open.until = at;
    due = now.parked ? null : next;
    if (due !== null)
      promises.push({
        number: count + 1,
        due,
        from: at,
        until: null,
        urgent: now.severity.rank <= 1,
        roles: new Map(roles),
      });
  };
  const hasten = (at: number): void => {
    const next = every(at);
    promise(due === null ? next : Math.min(due, next), at);
  };

  for (const [index, entry] of one.entries.entries()) {
    const at = decidedAt(entry);
    switch (entry.kind) {
      case 'declared':
        declared = at;
        now = { ...now, severity: severityOf(demands, said(entry, 'severity')) };
        promise(every(at), at);
        break;
      case 'updatePosted':
        count = Number(said(entry, 'number'));
        lastUpdate = at;
        promise(namedIn(entry) ?? every(at), at);
        break;
      case 'severityChanged': {
        const before = now.severity;
        now = { ...now, severity: severityOf(demands, said(entry, 'to')) };
        if (now.severity.rank < before.rank) hasten(at);
        // A downgrade leaves the promised time.
        else promise(due, at);
        break;
      }
      case 'statusChanged': {
        const before = now.status;
        now = { ...now, status: said(entry, 'to') };
        // With an update in the same moment, that one promises.
        if (one.entries[index + 1]?.kind === 'updatePosted' && one.entries[index + 1]?.recordedAt === entry.recordedAt)
          break;
        if (now.status === 'monitoring') {
          const slow = every(lastUpdate ?? declared);
          promise(slow > at ? slow : every(at), at);
        } else if (before === 'monitoring') hasten(at);
        break;
      }
      case 'snoozed':
        promise(Date.parse(said(entry, 'to')), at);
        break;
      case 'parked':
        now = { ...now, parked: true };
        promise(null, at);
        break;
      case 'parkEnded':
        now = { ...now, parked: false };
        promise(every(at), at);
        break;
      case 'resolved':
      case 'closed':
      case 'cancelled':
      case 'merged':
        now = { ...now, status: entry.kind, parked: false };
        promise(null, at);
        break;
      case 'reopened':
      case 'mergeUndone':
        now = { ...now, status: 'investigating' };
        promise(every(at), at);
        break;
      default:
    }
    followRoles(roles, entry);
    const open = promises.at(-1);
    if (open !== undefined && open.until === null) open.roles = new Map(roles);
  }
  return promises.filter(({ until, from }) => until === null || until > from || openStatuses.length === 0);
}

/** Whoever posts an update may name the time of the next one. */
function namedIn(entry: Entry): number | null {
  const due = Date.parse(said(entry, 'due'));
  return Number.isNaN(due) ? null : due;
}
