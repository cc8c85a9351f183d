import { minutes, plus } from './duration.ts';
import { type Draft, inviteBeforeMention, plan, record, refreshAll, refreshSurfaces } from './draft.ts';
import { type Incident, holderOf } from './incident.ts';
import type { Called } from './notices.ts';
import { type Policy, isUrgent, personBehind, roleOf, severityOf, titleOf } from './policy.ts';
import { pendingSteps } from './ladder.ts';
import { acknowledgeRings } from './rings.ts';
import { dropPlanned } from './planned-handovers.ts';

/** How long somebody is waited for: five minutes on the two highest severities, an hour below. Milliseconds. */
export function patienceOf(incident: Incident, policy: Policy): number {
  return isUrgent(severityOf(policy, incident.severity)) ? minutes(5) : minutes(60);
}

/** Who owes the update: the comms lead, else the commander, else the latest who answered, else the declarer. */
export function ownerOfUpdates(incident: Incident): string {
  const latest = incident.acknowledgements.at(-1);
  return holderOf(incident, 'comms') ?? holderOf(incident, 'commander') ?? latest?.user ?? incident.declaredBy;
}

/** Who is asked for the update when its owner and the commander did not: the role's secondary, else the declarer. */
export function standInOf(incident: Incident, policy: Policy): string {
  const key = holderOf(incident, 'comms') !== null ? 'comms' : 'commander';
  const secondary = roleOf(policy, key).secondary;
  return (secondary === null ? null : policy.people[secondary]?.slack) ?? incident.declaredBy;
}

/** A target of the ladder as people see it. */
export function calledOf(policy: Policy, target: string): Called {
  const person = personBehind(policy, target);
  return {
    target,
    title: titleOf(policy, target),
    name: person?.name ?? null,
    user: person?.slack ?? null,
    phone: person?.phone ?? null,
  };
}

/** Why whoever is on call by the schedule of a step's role is not who is called; nothing where they are. */
export function missingDuty(policy: Policy, target: string): { duty?: 'nobody' | 'unknown' | 'stranger' } {
  const state = policy.roles.find(({ key }) => key === target)?.duty?.state ?? 'person';
  return state === 'person' ? {} : { duty: state };
}

/** A sign of life; somebody who was called and now acts has answered. */
export function touch(draft: Draft, user: string): void {
  const { incident, now } = draft;
  incident.active[user] = now;
  // Whoever acts is on it, also while somebody else's answer holds the ladder.
  acknowledgeRings(draft, user, user);
  const called =
    incident.reached[user] !== undefined || Object.values(incident.roles).some((role) => role.user === user);
  if (called && incident.standing === null) acknowledge(draft, user);
}

/** Somebody answers: what waits for an answer stops, and the messages that called are edited. */
export function acknowledge(draft: Draft, user: string): void {
  const { incident, policy, now } = draft;
  incident.active[user] = now;
  acknowledgeRings(draft, user, user);
  if (
    incident.standing !== null &&
    incident.acknowledgements.some((ack) => ack.user === user && ack.at >= incident.ladder.start)
  )
    return;
  // Who is on it works in the channel, and may be mentioned there.
  inviteBeforeMention(draft, [user]);
  const before = pendingSteps(incident, policy);
  incident.acknowledgements.push({ user, at: now });
  incident.standing = { user, at: now };
  incident.moments.acknowledged ??= now;
  const still = pendingSteps(incident, policy);
  const stopped = before.filter((step) => !still.includes(step)).map((step) => titleOf(policy, step.target));
  record(draft, 'acknowledged', user, { stopped });
  refreshAll(draft, incident.calls);
  refreshSurfaces(draft);
}

/** Gives a role to somebody, from whoever had it. Taking a role is an answer. */
export function giveRole(draft: Draft, role: string, user: string): void {
  const { incident, now } = draft;
  const held = incident.roles[role];
  incident.roles[role] = { user, since: now };
  const asked = incident.handovers[role];
  if (asked !== undefined) {
    delete incident.handovers[role];
    refreshAll(draft, [asked.id]);
  }
  dropPlanned(draft, role, user, 'taken');
  if (role === 'commander') {
    incident.commanderVacantSince = null;
    incident.commanderAsked = false;
    acknowledgeRings(draft, user, null);
    plan(draft, { type: 'setTopic' });
  }
  refreshAll(draft, incident.calls);
  acknowledge(draft, user);
  record(draft, 'roleTaken', user, {
    role,
    user,
    from: held?.user ?? null,
    since: held?.since.toISOString() ?? null,
  });
}

/** Steps whose minute has passed while something held them never fire later. */
export function retireElapsed(draft: Draft, target: string | null = null): void {
  const { incident, policy, now } = draft;
  const severity = severityOf(policy, incident.severity);
  for (const step of [...severity.ladder, ...severity.privateLadder]) {
    if (target !== null && step.target !== target) continue;
    if (plus(incident.ladder.start, step.after) <= now) incident.ladder.fired[step.id] ??= now;
  }
}

/** Nobody was expected to answer so far: every wait for somebody begins now. */
export function restartPatience({ incident, now }: Draft): void {
  incident.liveness = { ...incident.liveness, from: now };
  if (incident.standing !== null) incident.standing.at = now;
  if (incident.commanderVacantSince !== null) incident.commanderVacantSince = now;
  if (incident.ladder.lastReachAt !== null) incident.ladder.lastReachAt = now;
}
