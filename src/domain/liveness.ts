import { latest, minutes, plus } from './duration.ts';
import { type Incident, isOpen } from './incident.ts';
import { isMitigated } from './ladder.ts';
import { insidersOf } from './is-insider.ts';
import type { Called } from './notices.ts';
import { calledOf } from './people.ts';
import { type Person, type Policy, isUrgent, roleOf, severityOf } from './policy.ts';

/** A commander who has not been heard for so long is asked. */
export const silenceOfCommander = minutes(30);
/** Whoever is asked has so long before the next one is. */
export const livenessPatience = minutes(5);

/** The commander has not been heard; then: nobody has answered, and the next one is asked to take command. */
export type LivenessTimer = { type: 'commanderSilent' | 'commandSought'; at: Date; planned: Date };

/**
 * Whether somebody looks after the commander being there. Not while users no longer feel it: with nobody in command
 * nobody would be called then either, the updates are asked for in any case, and the end of the watch asks the commander.
 */
function isWatched(incident: Incident, policy: Policy): boolean {
  return (
    isOpen(incident) &&
    incident.kind !== 'backfill' &&
    incident.parked === null &&
    !isMitigated(incident) &&
    isUrgent(severityOf(policy, incident.severity))
  );
}

/** The open question, as long as it is about whoever has command now; null for none. */
export function openQuestion(incident: Incident, policy: Policy): NonNullable<Incident['liveness']['asked']> | null {
  const { asked } = incident.liveness;
  const held = incident.roles.commander;
  if (asked === null || held?.user !== asked.of || !isWatched(incident, policy)) return null;
  return lastSign(incident, held) > asked.since ? null : asked;
}

/** When the commander was last heard; taking command is a sign. */
export function lastSign(incident: Incident, held: { user: string; since: Date }): Date {
  return latest([held.since, incident.active[held.user] ?? null]);
}

/** What is next if the commander says nothing. */
export function livenessTimers(incident: Incident, policy: Policy): LivenessTimer[] {
  const held = incident.roles.commander;
  if (held === undefined || !isWatched(incident, policy)) return [];
  const asked = openQuestion(incident, policy);
  if (asked !== null) {
    const at = plus(asked.at, livenessPatience);
    return asked.over ? [] : [{ type: 'commandSought', at, planned: at }];
  }
  if (isAlone(incident, policy)) return [];
  const from = latest([lastSign(incident, held), incident.ladder.start, incident.liveness.from]);
  // Somebody was asked to take over already: that wait comes first.
  const at = latest([plus(from, silenceOfCommander), incident.handovers.commander?.until ?? null]);
  return [{ type: 'commanderSilent', at, planned: at }];
}

/** Nobody else is in it and the policy names nobody else: there is nobody who could take over. */
function isAlone(incident: Incident, policy: Policy): boolean {
  const commander = incident.roles.commander?.user;
  return insidersOf(incident).every((user) => user === commander) && seekable(policy, commander ?? '', []).length === 0;
}

/** Who may be asked to take command instead: the role's secondary, then who is on call for it; each once. */
export function seekable(policy: Policy, of: string, sought: readonly string[]): Called[] {
  const role = roleOf(policy, 'commander');
  const secondary = role.secondary === null ? null : (policy.people[role.secondary] ?? null);
  const candidates = [...(secondary === null ? [] : [asCalled(secondary)]), calledOf(policy, 'commander')];
  const left = candidates.filter(({ user }) => user !== null && user !== of && !sought.includes(user));
  return left.filter(({ user }, index) => left.findIndex((other) => other.user === user) === index);
}

function asCalled({ key, title, name, slack, phone }: Person): Called {
  return { target: key, title, name, user: slack, phone };
}

/** Whether it is a sign worth keeping that somebody looks at an incident: they have command, and the last is a minute old. */
export function missesSign(incident: Incident, user: string, now: Date): boolean {
  const held = incident.roles.commander;
  if (held?.user !== user || !isOpen(incident)) return false;
  return now >= plus(lastSign(incident, held), minutes(1));
}
