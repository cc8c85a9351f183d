import { minutes } from './duration.ts';
import type { Incident } from './incident.ts';
import { type Duration, type Policy, severityOf } from './policy.ts';

/**
 * An incident as a message in the organisation's own words tells it. Plain JSON without text of Muster's: it is kept with the
 * message, so that an edit renders the same again. What never changes (number, kind, declarer) is read from the incident.
 */
export type MessageFacts = {
  /** When it was said. All times are ISO. */
  at: string;
  title: string;
  severity: string;
  status: string;
  impact: string | null;
  affected: string | null;
  exposure: boolean;
  impactStarted: string | null;
  declared: string;
  resolvedAt: string | null;
  /** Role → member id. */
  roles: Record<string, string>;
  nextDue: string | null;
  /** `15 min`, `4 working hours`: the rhythm of the updates. */
  every: string;
  /** Number of the latest update, and what it said. */
  number: number;
  /** It says that nothing has changed. */
  noChange: boolean;
  text: string | null;
  know: string | null;
  done: string | null;
  next: string | null;
  eta: string | null;
  cause: string | null;
  fix: string | null;
  customers: string | null;
  /** Who writes the post-mortem. */
  owner: string | null;
  /** When the review meeting and the report are due. */
  meeting: string | null;
  report: string | null;
};

/** The incident as it stands at that moment. */
export function messageFacts(incident: Incident, policy: Policy, now: Date): MessageFacts {
  const { moments, resolution, updates, lastWords } = incident;
  const due = (what: 'meeting' | 'report') => iso(incident.after.find((one) => one.what === what)?.due ?? null);
  return {
    at: now.toISOString(),
    title: incident.title,
    severity: incident.severity,
    status: incident.status,
    impact: incident.impact,
    affected: incident.affected,
    exposure: incident.exposure,
    impactStarted: iso(moments.impactStarted),
    declared: moments.declared.toISOString(),
    resolvedAt: iso(moments.resolved),
    roles: Object.fromEntries(Object.entries(incident.roles).map(([role, { user }]) => [role, user])),
    nextDue: iso(incident.cadence.due),
    every: rhythmOf(incident, policy),
    number: updates.count,
    noChange: false,
    text: lastWords?.text ?? null,
    know: lastWords?.know ?? null,
    done: lastWords?.done ?? null,
    next: lastWords?.next ?? null,
    eta: lastWords?.eta ?? null,
    cause: resolution?.what ?? null,
    fix: resolution?.fix ?? null,
    customers: resolution?.customers ?? null,
    owner: resolution?.owner ?? null,
    meeting: due('meeting'),
    report: due('report'),
  };
}

function iso(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}

function rhythmOf({ severity, status }: Incident, policy: Policy): string {
  const { updateEvery, monitoringEvery } = severityOf(policy, severity);
  return tellRhythm(status === 'monitoring' ? monitoringEvery : updateEvery);
}

/** A duration of the policy in words: `15 min`, `1 h 30 min`, `2 working days`. */
export function tellRhythm(duration: Duration): string {
  if (duration.clock === 'business days') return counted(duration.days, 'working day');
  const hours = Math.floor(duration.ms / minutes(60));
  const rest = Math.round((duration.ms % minutes(60)) / minutes(1));
  if (duration.clock === 'business hours' && rest === 0) return counted(hours, 'working hour');
  const days = Math.floor(hours / 24);
  if (days > 1 && hours % 24 === 0 && rest === 0) return `${days} days`;
  return [hours > 0 ? `${hours} h` : '', rest > 0 || hours === 0 ? `${rest} min` : ''].filter(Boolean).join(' ');
}

function counted(n: number, one: string): string {
  return `${n} ${one}${n === 1 ? '' : 's'}`;
}
