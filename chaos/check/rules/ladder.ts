import type { Complaint } from '../complaint.ts';
import { type DemandedStep, carryOver, demandSteps, nameOf } from '../demanded-steps.ts';
import type { Step } from '../demands.ts';
import { early, latestFor, patience, wasDisturbed } from '../lateness.ts';
import { severityOf } from '../promises.ts';
import {
  type Case,
  type Entry,
  type View,
  amiss,
  decidedAt,
  followRoles,
  iso,
  notDue,
  openStatuses,
  said,
} from '../view.ts';

const minute = 60_000;

/**
 * Every escalation step is in exactly one end state: called at its minute, called late after a disturbance, skipped on the record,
 * or cancelled by a recorded decision before its minute (an answer, its role filled, mitigation, a downgrade, the end). Steps count from
 * the declaration or from reaching their severity; a lapse resumes those that an answer held; nothing that elapsed while
 * something held it fires later; a step that fired does not fire again on the same climb. What a call is, the rule `calls` says.
 *
 * Tolerances. Steps that somebody called early (by hand, because of a page that could not be delivered, or for respond-within) are
 * only held to “not again”. After a merge was undone or the incident re-planned by another runbook the climb is not followed any more.
 * A drill's steps reach the channel only.
 */
export function ladder(view: View): Complaint[] {
  return view.cases.flatMap((one) => {
    if (one.incident.kind === 'backfill') return [];
    const complaints: Complaint[] = [];
    const complain = (when: number, demanded: string, seen: string): void =>
      void complaints.push({
        rule: 'ladder',
        incident: one.name,
        when: iso(when),
        demanded,
        seen,
        where: `export of ${one.name} around ${iso(when)}`,
      });
    climb(view, one, complain);
    return complaints;
  });
}

type Complain = (when: number, demanded: string, seen: string) => void;

/** Walks the timeline and keeps, for each step, when it is due and what became of it. */
function climb({ record, demands, count }: View, one: Case, complain: Complain): void {
  const { entries } = one;
  let severity = severityOf(demands, '');
  let status = 'investigating';
  let exposure = false;
  let isPrivate = false;
  let standing = false;
  let parked = false;
  let followed = true;
  let reopened = false;
  const roles = new Map<string, string>();
  let steps: DemandedStep[] = [];

  const isHeld = ({ kind, target, unless }: Step): boolean =>
    !openStatuses.includes(status) ||
    status === 'monitoring' ||
    parked ||
    (standing && unless === 'acknowledged') ||
    (kind === 'reach' && roles.has(target));
  /** Looks whether what was due by `until` came, with the state as it was until then. */
  const settle = (until: number): void => {
    for (const demanded of steps) {
      if (demanded.fired !== null || demanded.cancelled !== null || isHeld(demanded.step)) continue;
      const limit = latestFor(record, demanded.at) + spaced(demanded.at);
      if (until <= limit || limit > Date.parse(record.ended)) continue;
      complain(
        demanded.at,
        `${nameOf(demanded)} called at ${iso(demanded.at)}`,
        `not by ${iso(Math.min(until, limit))}, and nothing cancelled it`,
      );
      demanded.cancelled = until;
      demanded.amiss = true;
    }
  };
  // Overdue steps wait two minutes for each other.
  const spaced = (at: number): number =>
    wasDisturbed(record, at - minute, at + patience) ||
    entries.some((entry) => entry.kind === 'lapsed' && decidedAt(entry) <= at + patience)
      ? 2 * minute * steps.length
      : 0;
  const elapse = (at: number, target: string | null = null): void => {
    for (const demanded of steps)
      if (demanded.fired === null && demanded.at <= at && (target === null || demanded.step.target === target))
        demanded.cancelled ??= at;
  };
  /** Steps that no climb demands any more. */
  const left = (gone: DemandedStep[], isEnd = false): void => {
    for (const one of gone.filter(({ fired }) => fired === null)) {
      const isOpen = isEnd && one.cancelled === null && !isHeld(one.step);
      count('steps', one.amiss ? amiss : isOpen ? notDue : 'cancelled by a decision before it');
    }
  };
  const start = (at: number): void => {
    steps = demandSteps(demands, severity, { exposure, isPrivate }, at);
  };
  const lower = (at: number): void => {
    // A reopening starts no ladder, and so there is none to be lowered.
    if (reopened) return;
    const before = steps;
    start(at);
    carryOver(before, steps);
    left(before.filter(({ title, step }) => !steps.some((one) => one.title === title && one.step.kind === step.kind)));
  };

  for (const entry of entries) {
    const at = decidedAt(entry);
    if (!followed) return;
    settle(at);
    followRoles(roles, entry);
    switch (entry.kind) {
      case 'declared':
        severity = severityOf(demands, said(entry, 'severity'));
        exposure = entry.body?.exposure === true;
        isPrivate = entry.body?.private === true;
        start(at);
        break;
      case 'severityChanged': {
        const before = severity;
        severity = severityOf(demands, said(entry, 'to'));
        if (severity.rank < before.rank) {
          standing = false;
          reopened = false;
          left(steps);
          start(at);
        } else lower(at);
        break;
      }
      case 'stepSkipped':
      case 'stepFired':
        fire(entry, at);
        break;
      case 'acknowledged':
        standing = true;
        break;
      case 'absorbed':
        if (entry.body?.answered !== null) standing = true;
        break;
      case 'lapsed':
        standing = false;
        for (const demanded of steps)
          if (demanded.fired === null && demanded.step.unless === 'acknowledged' && demanded.at < at) {
            demanded.at = at;
            demanded.cancelled = null;
          }
        break;
      case 'statusChanged':
        if (status === 'monitoring' && said(entry, 'to') !== 'monitoring') elapse(at);
        status = said(entry, 'to');
        break;
      case 'roleLeft':
        elapse(at, said(entry, 'role'));
        break;
      case 'parked':
        parked = true;
        break;
      case 'parkEnded':
        parked = false;
        elapse(at);
        break;
      case 'edited':
        if (said(entry, 'field') === 'exposure') {
          exposure = said(entry, 'to') === 'yes';
          followed = false;
        }
        break;
      case 'madePrivate':
      case 'mergeUndone':
      case 'replanned':
        followed = false;
        break;
      case 'resolved':
      case 'closed':
      case 'cancelled':
      case 'merged':
        status = entry.kind;
        break;
      case 'reopened':
        status = 'investigating';
        left(steps);
        steps = [];
        reopened = true;
        break;
      default:
    }
  }
  if (followed) settle(Date.parse(record.ended));
  if (followed) left(steps, true);

  function fire(entry: Entry, at: number): void {
    const kind = said(entry, 'kind');
    const demanded = steps.find(
      ({ title, step, fired }) =>
        title === said(entry, 'target') && (kind === '' || step.kind === kind) && fired === null,
    );
    if (demanded === undefined) {
      const again = steps.find(({ title, fired }) => title === said(entry, 'target') && fired !== null);
      if (entry.kind === 'stepFired' && again !== undefined)
        complain(at, `${said(entry, 'target')} called once on this climb`, `called again by entry ${entry.seq}`);
      else if (entry.kind === 'stepFired')
        complain(at, 'only steps of the ladder', `${said(entry, 'target')}, entry ${entry.seq}`);
      return;
    }
    const asked = (entry.body?.early ?? null) !== null || entry.actor !== null || entry.kind === 'stepSkipped';
    if (!asked && at < demanded.at - early)
      complain(at, `${nameOf(demanded)} not before ${iso(demanded.at)}`, `called by entry ${entry.seq}`);
    if (!asked && isHeld(demanded.step))
      complain(at, `${nameOf(demanded)} not called, because a decision held it`, `called by entry ${entry.seq}`);
    demanded.fired = entry;
    if (entry.kind === 'stepSkipped') count('steps', 'skipped on the record, with its reason');
    else if (asked) count('steps', 'called early, by hand or because somebody could not be reached');
    else count('steps', at > demanded.at + 2 * minute ? 'called late, and said so' : 'called');
  }
}
