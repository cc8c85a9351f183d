import { UserError } from '../../errors.ts';
import { hastenCadence } from '../cadence.ts';
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
import { type Incident, holderOf } from '../incident.ts';
import { personBehind, severityOf, titleOf } from '../policy.ts';
import { mayPark, wakeUp, wokenFrom } from '../parking.ts';
import { resolveRings } from '../rings.ts';
import { replanOf } from '../replan.ts';
import { ladderOf, pendingSteps } from '../ladder.ts';
import { touch } from '../people.ts';
import { askForTicket } from './ticket.ts';
import { tick } from './tick.ts';
import type { Notice } from '../notices.ts';

/**
 * Upgrade: ladder and respond-within start anew now, without who has answered; the update is due at the
 * sooner of old and new. Downgrade: steps that the lower severity lacks are cancelled and their targets
 * stood down; the promised update stands.
 */
export function changeSeverity(
  draft: Draft,
  command: Extract<Command, { type: 'changeSeverity' }>,
  before: Incident,
): void {
  const { incident, policy, now } = draft;
  const to = policy.severities.find((severity) => severity.key.toLowerCase() === command.to.trim().toLowerCase());
  if (!to)
    throw new UserError(
      'no-such-severity',
      `There is no severity “${command.to.slice(0, 40)}”.`,
      `Choose one of ${policy.severities.map((severity) => severity.key).join(', ')}.`,
    );
  if (to.key === incident.severity) return;
  const from = severityOf(policy, incident.severity);
  const upgrade = to.rank < from.rank;
  incident.severity = to.key;
  record(draft, 'severityChanged', command.by, { from: from.key, to: to.key, why: command.why });
  if (!mayPark(incident, policy)) wakeUp(draft, command.by, 'severity');
  if (upgrade) startAgain(draft);
  else standDown(draft, before, `It is ${incident.severity} now`);
  if (upgrade) hastenCadence(draft);
  const replan = replanOf(before, incident, policy);
  const notice: Notice = {
    type: 'change',
    by: command.by,
    at: now.toISOString(),
    change: { what: 'severity', from: from.key, to: to.key, why: command.why },
    replan,
    woke: wokenFrom(before, incident),
  };
  inviteBeforeMention(draft, upgrade ? membersOf(to.invite, draft) : []);
  post(draft, notice);
  askForTicket(draft);
  if (upgrade) postToThread(draft, notice, true);
  plan(draft, { type: 'setTopic' });
  refreshSurfaces(draft);
  refreshAll(draft, incident.cadence.asks);
  if (!upgrade) touch(draft, command.by);
  else {
    incident.active[command.by] = now;
    tick(draft);
  }
}

function startAgain(draft: Draft): void {
  const { incident, policy, now } = draft;
  incident.ladder = {
    start: now,
    fired: {},
    lastFiredAt: null,
    lastReachAt: null,
    resumedAt: null,
    round: 0,
    respondWithinMissed: false,
    postponed: {},
    replannedAt: null,
    retired: false,
  };
  incident.standing = null;
  if (holderOf(incident, 'commander') === null) incident.commanderVacantSince = now;
  incident.commanderAsked = false;
  const answered = new Set(incident.acknowledgements.map((ack) => ack.user));
  for (const step of ladderOf(incident, policy)) {
    const user = personBehind(policy, step.target)?.slack ?? null;
    if (step.kind === 'reach' && user !== null && answered.has(user)) {
      incident.ladder.fired[step.id] = now;
      // They have answered before, not for this: if nobody does, the next round calls them as well.
      incident.ladder.lastReachAt = now;
      record(draft, 'stepSkipped', null, { target: titleOf(policy, step.target), user, reason: 'has answered before' });
    }
  }
}

/** Steps that the incident's ladder has no more are cancelled; who was called by one, and has no part in it, need not come. */
export function standDown(draft: Draft, before: Incident, reason: string, staying: string[] = []): void {
  const { incident, policy, now } = draft;
  const kept = new Set(ladderOf(incident, policy).map((step) => step.id));
  for (const step of ladderOf(before, policy)) {
    if (kept.has(step.id)) continue;
    // In a drill nobody was called, so there is nobody to be told.
    const fired = incident.kind !== 'drill' && before.ladder.fired[step.id] !== undefined;
    const user = personBehind(policy, step.target)?.slack ?? null;
    record(draft, 'stepCancelled', null, { target: titleOf(policy, step.target), user, fired });
    // Only who was called has something to be told; who has a role here goes on.
    const stays = staying.includes(user ?? '') || Object.values(incident.roles).some((role) => role.user === user);
    if (fired && user !== null && user !== incident.declaredBy && !stays) {
      const page = incident.pages[user];
      if (page !== undefined) page.stoodDown = now;
      resolveRings(draft, null, user);
      plan(draft, {
        type: 'post',
        to: { type: 'person', user },
        notice: { type: 'standDown', user, reason },
      });
    }
  }
  refreshAll(draft, incident.calls);
  // Steps that both severities have count from reaching this one, and do not fire twice.
  const stillToCome = pendingSteps(incident, policy).length > 0;
  incident.ladder.start = now;
  if (!stillToCome) incident.ladder.lastReachAt = null;
}

/** Member ids behind the keys of an `invite` line; user groups stay what they are. */
export function membersOf(keys: string[], draft: Draft): string[] {
  return keys.flatMap((key) => {
    if (/^[UWS][A-Z0-9]{6,}$/.test(key)) return [key];
    const user = personBehind(draft.policy, key)?.slack ?? null;
    return user === null ? [] : [user];
  });
}
