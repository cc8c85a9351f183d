import { holderOf, isOpen } from '../../domain/incident.ts';
import { isMitigated } from '../../domain/ladder.ts';
import type { Called, DueItem } from '../../domain/notices.ts';
import { parkedUntil } from '../../domain/parking.ts';
import { oneLine } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { holdsSince, named, severityName } from './name-things.ts';
import { durationOf, timeOf } from './tell-time.ts';

type Liveness = Extract<DueItem, { type: 'commanderSilent' | 'commandSought' }>;

/** What asks whether the commander is there, and who takes command if not. Whoever is asked gets it by direct message too, so nobody is mentioned. */
export function livenessSentence(item: Liveness, answered: boolean, facts: Facts): string {
  const { now, incident } = facts;
  if (item.type === 'commanderSilent') {
    const who = named(item.user, facts);
    const waited = durationOf(new Date(item.planned).getTime() - new Date(item.since).getTime());
    const silent = `Nothing has been heard of ${who}, who has command, for ${waited} (since ${timeOf(item.since, now)}).`;
    if (answered) return silent.replace('has been', 'had been');
    const next = item.next === null ? 'the channel' : whoIs(item.next, facts);
    return `${silent} ${who}: are you there? If I hear nothing by ${timeOf(item.until, now)}, I ask ${next} to take command.`;
  }
  const from = named(item.from, facts);
  if (item.called === null) {
    const silent = [...new Set([item.from, ...item.tried])].map((user) => named(user, facts));
    const have = answered ? 'had' : silent.length === 1 ? 'has' : 'have';
    const left = answered ? '' : ' Whoever can: please take command.';
    return `${listed(silent)} ${have} not answered, and the policy names nobody else to ask.${left}`;
  }
  const who = whoIs(item.called, facts);
  if (answered) return `${from} had not answered; ${who} was asked to take command.`;
  if (incident.kind === 'drill') return `${from} has not answered. ${who} would be asked now to take command.`;
  return `${from} has not answered. ${who}: please take command. Until somebody does, ${from} keeps it.`;
}

/** What became of the question; null while it waits. */
export function livenessAnswer(user: string, since: string, facts: Facts): string | null {
  const { incident, policy, now } = facts;
  const held = incident.roles.commander;
  if (held !== undefined && held.user !== user)
    return `✓ ${named(held.user, facts)} ${holdsSince(policy, 'commander', timeOf(held.since, now))}`;
  if (holderOf(incident, 'commander') === null) return `✓ ${named(user, facts)} does not have command any more`;
  const heard = incident.active[user];
  if (heard !== undefined && heard > new Date(since)) return `✓ ${named(user, facts)} is there (${timeOf(heard, now)})`;
  if (!isOpen(incident)) return null;
  const until = parkedUntil(incident);
  if (until !== null) return `✓ Parked until ${until}`;
  if (isMitigated(incident)) return '✓ Users no longer feel it';
  return incident.liveness.asked === null ? `✓ It is ${severityName(policy, incident.severity)} now` : null;
}

function whoIs(called: Called, facts: Facts): string {
  const name = called.name ?? (called.user === null ? null : named(called.user, facts));
  const title = oneLine(called.title, 80);
  return name === null ? title : `${oneLine(name, 80)} (${title})`;
}

function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
