import { type Incident, nameOf } from '../../domain/incident.ts';
import { isInsider } from '../../domain/is-insider.ts';
import { oneLine } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { channelLink } from './name-things.ts';

/** Another incident as the readers of this message may see it. `reader` is the one person who reads it; null: the channel's members do. */
export type Seen = { incident: Incident; hidden: boolean };

/** The incident of that id, if it is among the facts; hidden where its readers may know no more than its number. */
export function otherOf(id: string, facts: Facts, reader: string | null = null): Seen | null {
  const incident = facts.others?.find((one) => one.id === id);
  if (incident === undefined) return null;
  const known = reader === null ? facts.incident.private : isInsider(incident, reader);
  return { incident, hidden: incident.private && !known };
}

/** `INC-41 (Checkout is down)`; of a private one only the number. The title is cut to what a sentence bears. */
export function otherName(other: Seen): string {
  return other.hidden ? nameOf(other.incident) : `${nameOf(other.incident)} (${oneLine(other.incident.title, 150)})`;
}

/** Where it goes on: its channel, where there is one to go to. */
export function otherChannel(other: Seen): string | null {
  return other.hidden || other.incident.channel === null ? null : channelLink(other.incident.channel.id);
}
