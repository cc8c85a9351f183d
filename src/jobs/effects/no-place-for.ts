import type { EffectModel } from '../../db/generated/models.ts';
import type { Effect } from '../../domain/effects.ts';
import type { Incident } from '../../domain/incident.ts';
import { goesAlong } from '../../domain/notices-that-move.ts';
import { isOfFormerChannel } from '../../domain/present-channel.ts';

type Planned = Pick<EffectModel, 'id' | 'needs'>;

/** Why an effect must not happen any more, because its incident is private now; null when nothing keeps it. */
export function noPlaceFor(effect: Effect, row: Planned, incident: Incident): string | null {
  const reason = 'The incident is private.';
  if (incident.private && isAnnounced(effect)) return reason;
  if (!isOfFormerChannel(incident, row)) return null;
  return effect.type === 'post' && goesAlong(effect.notice) ? null : reason;
}

/** Whether a message was posted where everybody could read it, and must not be edited there: it is being deleted. */
export function isTakenBack(incident: Incident, row: Planned, effect: Effect, channel: string): boolean {
  if (incident.private && isAnnounced(effect)) return true;
  return isOfFormerChannel(incident, row) && channel !== incident.channel?.id;
}

function isAnnounced(effect: Effect): boolean {
  return effect.type === 'post' && (effect.to.type === 'announcements' || effect.to.type === 'announcementThread');
}
