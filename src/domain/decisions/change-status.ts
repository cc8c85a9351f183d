import { hastenCadence, slowCadence } from '../cadence.ts';
import type { Command } from '../commands.ts';
import { type Draft, plan, post, postToThread, record, refreshAll, refreshSurfaces } from '../draft.ts';
import { plus } from '../duration.ts';
import type { Incident } from '../incident.ts';
import type { Notice } from '../notices.ts';
import { wakeUp, wokenFrom } from '../parking.ts';
import { reachOwnMoments } from './own-moments.ts';
import { restartPatience, retireElapsed, touch } from '../people.ts';
import { quietRings } from '../rings.ts';
import { replanOf } from '../replan.ts';

/**
 * Between investigating, identified and monitoring. Monitoring states that users no longer feel it
 * (mitigated): the ladder stops, updates come slower, and the soak begins.
 */
export function changeStatus(
  draft: Draft,
  command: Extract<Command, { type: 'changeStatus' }>,
  before: Incident,
): void {
  if (command.to === draft.incident.status) return;
  setStatus(draft, command.by, command.to, before);
  const { incident, policy, now } = draft;
  const notice: Notice = {
    type: 'change',
    by: command.by,
    at: now.toISOString(),
    change: { what: 'status', from: before.status, to: command.to, why: command.why },
    replan: replanOf(before, incident, policy),
    woke: wokenFrom(before, incident),
  };
  record(draft, 'statusChanged', command.by, { from: before.status, to: command.to, why: command.why });
  post(draft, notice);
  if (command.to === 'monitoring') postToThread(draft, notice, true);
  refreshSurfaces(draft);
  touch(draft, command.by);
}

/** The change itself, without a message: an update may carry it. */
export function setStatus(
  draft: Draft,
  by: string,
  to: 'investigating' | 'identified' | 'monitoring',
  before: Incident,
): void {
  const { incident, policy, now } = draft;
  incident.status = to;
  incident.statusSince = now;
  incident.statusBy = by;
  incident.soakUntil = null;
  if (to !== 'investigating') incident.moments.identified ??= now;
  reachOwnMoments(incident, policy, to, now);
  if (to === 'monitoring') {
    incident.moments.mitigated ??= now;
    incident.soakUntil = plus(now, policy.soak);
    slowCadence(draft);
    incident.pages = {};
    // Who did not answer need not; who did goes on in Slack.
    quietRings(draft, by);
    refreshAll(draft, incident.calls);
  } else if (before.status === 'monitoring') {
    // It is felt again: what elapsed while it was watched never fires, what is to come does.
    incident.moments.mitigated = null;
    wakeUp(draft, by, 'status');
    retireElapsed(draft);
    restartPatience(draft);
    hastenCadence(draft);
  }
  plan(draft, { type: 'setTopic' });
}
