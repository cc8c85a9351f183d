import { UserError } from '../../errors.ts';
import { nextUpdateDue, slowCadence } from '../cadence.ts';
import type { Command } from '../commands.ts';
import { type Draft, inviteBeforeMention, plan, post, record, refreshAll, refreshSurfaces } from '../draft.ts';
import { plus } from '../duration.ts';
import { type Incident, isOpen } from '../incident.ts';
import { ladderOf, pendingSteps } from '../ladder.ts';
import type { Replan } from '../notices.ts';
import { mayPark, wakeUp, wokenFrom } from '../parking.ts';
import { touch } from '../people.ts';
import { type Policy, personBehind, severityOf, titleOf } from '../policy.ts';
import { replanOf } from '../replan.ts';
import { shortHash } from '../runbook-state.ts';
import { membersOf } from './change-severity.ts';
import { refuseReplan, refuseUnfit } from './refuse-replan.ts';
import { askForTicket } from './ticket.ts';
import { tick } from './tick.ts';

/**
 * The incident goes on by another runbook: what is still to come is planned by it. What was done is not done again, and people
 * keep their roles.
 */
export function replan(
  draft: Draft,
  command: Extract<Command, { type: 'replan' }>,
  before: Incident,
  other: Policy | null,
): void {
  const { incident, now } = draft;
  const { by } = command;
  const policyBefore = draft.policy;
  const from = runbookOf(before, policyBefore);
  const to = refuseReplan(draft, command, from, other);
  refuseUnfit(incident, to);
  const replaced = incident.replanned;
  const undo = command.to === 'before';
  record(draft, 'replanned', by, { from: shortHash(from), to: shortHash(to.hash), undo });
  moveTo(draft, to, by);
  const { invite } = severityOf(to, incident.severity);
  inviteBeforeMention(draft, membersOf(invite, draft));
  const message = post(draft, {
    type: 'change',
    by,
    at: now.toISOString(),
    change: { what: 'replanned', from, to: to.hash, undo },
    replan: replanOf(before, incident, to, policyBefore),
    woke: wokenFrom(before, incident),
  });
  incident.replanned = { from, to: to.hash, by, at: now, message };
  if (incident.runbookOffer !== null) incident.runbookOffer.open = false;
  refreshAll(
    draft,
    [replaced?.message, incident.runbookOffer?.message].filter((id) => id !== undefined),
  );
  addBookmarks(draft, policyBefore);
  askForTicket(draft);
  plan(draft, { type: 'setTopic' });
  refreshSurfaces(draft);
  refreshAll(draft, incident.cadence.asks);
  touch(draft, by);
  tick(draft);
}

/** The bot started with this runbook: a channel whose incident goes on by another hears of it, once for each version. */
export function compareRunbook(draft: Draft, before: Incident, current: Policy | null): void {
  const { incident, policy } = draft;
  if (current === null || !isOpen(incident)) return;
  const offer = incident.runbookOffer;
  const from = runbookOf(before, policy);
  if (from === current.hash) {
    // It was put back as it was.
    if (offer?.open !== true) return;
    incident.runbookOffer = null;
    return refreshAll(draft, [offer.message]);
  }
  if (offer?.to === current.hash) return;
  const message = post(draft, {
    type: 'runbookChanged',
    from,
    to: current.hash,
    unreadable: policy.hash !== from,
    replan: previewOf(before, policy, current, draft.now),
  });
  incident.runbookOffer = { message, to: current.hash, open: true };
  if (offer?.open === true) refreshAll(draft, [offer.message]);
}

/** The hash that an incident goes by; one from before versions were kept goes by the current runbook. */
function runbookOf({ runbook }: Incident, policy: Policy): string {
  return runbook === '' ? policy.hash : runbook;
}

function previewOf(before: Incident, policy: Policy, to: Policy, now: Date): Replan | null {
  try {
    refuseUnfit(before, to);
  } catch (error) {
    // Whoever presses is told what to do first.
    if (error instanceof UserError) return null;
    throw error;
  }
  const scratch: Draft = { incident: structuredClone(before), policy, now, facts: [], effects: [] };
  moveTo(scratch, to, before.declaredBy);
  return replanOf(before, scratch.incident, to, policy);
}

function moveTo(draft: Draft, to: Policy, by: string): void {
  const { incident, now, policy: from } = draft;
  const old = { steps: ladderOf(incident, from), pending: pendingSteps(incident, from) };
  const since = incident.updates.last?.at ?? incident.moments.declared;
  const rhythm = nextUpdateDue(incident, from, since);
  const fired = firedBy(incident, old.steps, from);
  draft.policy = to;
  incident.runbook = to.hash;
  incident.ladder.replannedAt = now;
  if (incident.parked !== null && !mayPark(incident, to)) wakeUp(draft, by, 'runbook');
  const kept = new Set(ladderOf(incident, to).map(({ id }) => id));
  for (const step of old.pending.filter(({ id }) => !kept.has(id)))
    record(draft, 'stepCancelled', null, {
      target: titleOf(from, step.target),
      user: personBehind(from, step.target)?.slack ?? null,
      fired: false,
    });
  skipWhoWasCalled(draft, fired);
  if (incident.soakUntil !== null) incident.soakUntil = plus(incident.statusSince, to.soak);
  // What was promised stands unless the rhythm is another.
  if (incident.cadence.due !== null && nextUpdateDue(incident, to, since).getTime() !== rhythm.getTime())
    slowCadence(draft);
}

function firedBy(incident: Incident, steps: ReturnType<typeof ladderOf>, policy: Policy): Set<string> {
  const called = steps.flatMap(({ id, kind, target }) => {
    const user = incident.ladder.fired[id] === undefined ? null : (personBehind(policy, target)?.slack ?? null);
    return user === null ? [] : [`${kind} ${user}`];
  });
  return new Set(called);
}

// A step that only goes by another name calls nobody twice, and after a reopening the clock calls nobody at all.
function skipWhoWasCalled(draft: Draft, fired: ReadonlySet<string>): void {
  const { incident, policy, now } = draft;
  for (const step of ladderOf(incident, policy)) {
    if (incident.ladder.fired[step.id] !== undefined) continue;
    const user = personBehind(policy, step.target)?.slack ?? null;
    const was = fired.has(`${step.kind} ${user}`);
    if (!incident.ladder.retired && !was) continue;
    incident.ladder.fired[step.id] = now;
    const reason = 'was called by the runbook before';
    if (was) record(draft, 'stepSkipped', null, { target: titleOf(policy, step.target), user, reason });
  }
}

function addBookmarks(draft: Draft, before: Policy): void {
  const known = new Set(before.channel.bookmarks.map(({ url }) => url));
  for (const { title, url } of draft.policy.channel.bookmarks)
    if (!known.has(url)) plan(draft, { type: 'addBookmark', title, url });
}
