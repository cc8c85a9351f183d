import type { Command } from '../commands.ts';
import {
  type Draft,
  inviteBeforeMention,
  plan,
  post,
  postToThread,
  record,
  refreshAll,
  refreshSurfaces,
} from '../draft.ts';
import { openBoxes } from '../checklists.ts';
import { promiseUpdate, restartCadence } from '../cadence.ts';
import { addDuration } from '../duration.ts';
import { type Incident, type Status, holderOf } from '../incident.ts';
import { messageFacts } from '../message-facts.ts';
import type { Change, Notice } from '../notices.ts';
import { retireElapsed } from '../people.ts';
import { resolveRings } from '../rings.ts';
import { replanOf } from '../replan.ts';
import { reachOwnMoments } from './own-moments.ts';
import { refreshTicket } from './ticket.ts';

/** A person states that impact has ended and nobody is needed now. Starts what comes after. */
export function resolve(draft: Draft, command: Extract<Command, { type: 'resolve' }>): void {
  const { incident, policy, now } = draft;
  const owner = command.owner ?? holderOf(incident, 'commander') ?? command.by;
  end(draft, 'resolved', command.by);
  incident.moments.mitigated ??= now;
  incident.moments.resolved = now;
  reachOwnMoments(incident, policy, 'resolved', now);
  incident.resolution = { what: command.what, fix: command.fix, customers: command.customers, owner };
  const open = { since: now, doneAt: null, doneBy: null };
  incident.after = [
    { what: 'meeting', due: addDuration(now, policy.review.meeting, policy), ...open },
    { what: 'report', due: addDuration(now, policy.review.report, policy), ...open },
  ];
  record(draft, 'resolved', command.by, {
    what: command.what,
    fix: command.fix,
    customers: command.customers,
    owner,
    headBefore: incident.head.hash,
  });
  inviteBeforeMention(draft, [owner]);
  tell(draft, command.by, {
    what: 'resolved',
    cause: command.what,
    fix: command.fix,
    customers: command.customers,
    owner,
    headHash: incident.head.hash,
    as: messageFacts(incident, policy, now),
  });
  plan(draft, { type: 'draftPostMortem', by: null });
}

/** The file is closed; nothing is due any more but what has a date. */
export function close(draft: Draft, command: Extract<Command, { type: 'close' }>): void {
  const { incident, now } = draft;
  end(draft, 'closed', command.by);
  incident.moments.closed = now;
  const open = incident.checklists.filter(({ show }) => show === 'resolved').flatMap(openBoxes);
  record(draft, 'closed', command.by, { openItems: open });
  tell(draft, command.by, { what: 'closed' });
}

/** A false alarm or the like: every timer ends, nobody is asked for anything. */
export function cancel(draft: Draft, command: Extract<Command, { type: 'cancel' }>): void {
  end(draft, 'cancelled', command.by);
  draft.incident.after = [];
  draft.incident.cancelReason = command.reason;
  record(draft, 'cancelled', command.by, { reason: command.reason, text: command.text });
  tell(draft, command.by, { what: 'cancelled', reason: command.reason, text: command.text });
}

/** Back to work: the update clock starts, the ladder does not. */
export function reopen(draft: Draft, command: Extract<Command, { type: 'reopen' }>, before: Incident): void {
  const { incident, policy, now } = draft;
  incident.status = 'investigating';
  incident.statusSince = now;
  incident.statusBy = command.by;
  incident.cancelReason = null;
  incident.moments.mitigated = null;
  incident.moments.resolved = null;
  incident.moments.closed = null;
  incident.after = [];
  incident.merged = null;
  incident.commanderVacantSince = holderOf(incident, 'commander') === null ? now : null;
  incident.commanderAsked = false;
  incident.rolesAsked = true;
  incident.standing = null;
  for (const step of Object.keys(incident.ladder.fired)) incident.ladder.fired[step] = now;
  retireAll(draft);
  restartCadence(draft, null);
  record(draft, 'reopened', command.by, { from: before.status, why: command.why });
  const notice: Notice = {
    type: 'change',
    by: command.by,
    at: now.toISOString(),
    change: { what: 'reopened', from: before.status, why: command.why },
    replan: replanOf(before, incident, policy),
  };
  incident.active[command.by] = now;
  post(draft, notice);
  postToThread(draft, notice, true);
  plan(draft, { type: 'setTopic' });
  refreshTicket(draft);
  refreshSurfaces(draft);
}

// Reopening starts no ladder: every step counts as gone.
function retireAll(draft: Draft): void {
  const { incident, now } = draft;
  incident.ladder.start = new Date(0);
  retireElapsed(draft);
  incident.ladder.start = now;
  incident.ladder.lastReachAt = null;
  incident.ladder.respondWithinMissed = true;
  incident.ladder.retired = true;
}

/** The work ends: no timer runs, nobody is asked for anything any more, and every message that asked says so. */
export function end(draft: Draft, status: Status, by: string): void {
  const { incident, now } = draft;
  incident.status = status;
  incident.statusSince = now;
  incident.statusBy = by;
  incident.soakUntil = null;
  incident.pages = {};
  resolveRings(draft, by);
  const told = incident.parked === null ? [] : [incident.parked.told];
  incident.parked = null;
  promiseUpdate(draft, null);
  const pending = Object.values(incident.handovers).map((handover) => handover.id);
  incident.handovers = {};
  incident.plannedHandovers = {};
  refreshAll(draft, [...incident.cadence.asks, ...incident.calls, ...pending, ...told]);
  refreshTicket(draft);
  plan(draft, { type: 'setTopic' });
  refreshSurfaces(draft);
}

function tell(draft: Draft, by: string, change: Change): void {
  const notice: Notice = { type: 'change', by, at: draft.now.toISOString(), change, replan: null };
  post(draft, notice);
  postToThread(draft, notice, change.what === 'resolved');
}
