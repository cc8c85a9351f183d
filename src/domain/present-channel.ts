import type { PlannedEffect } from './effects.ts';
import type { Incident } from './incident.ts';

/** The messages and settings that a channel has once; an incident that was made private has them a second time. */
const oncePerChannel = ['channel', 'headline', 'topic'];
/** Lanes of what happens in the channel. What is left in the old ones must not hold up the new ones. */
const lanesOfChannel = ['open', 'channel', 'topic', 'bookmarks', 'invite', 'pin', 'post-mortem'];
const second = '.2';

/**
 * Since an incident was made private its channel is another one: what is planned from then on carries ids, needs and
 * lanes of its own, so that nothing that belongs to the old channel is mistaken for it.
 */
export function inPresentChannel(
  incident: Pick<Incident, 'id' | 'madePrivate'>,
  planned: PlannedEffect,
): PlannedEffect {
  if (incident.madePrivate === null) return planned;
  const { id, effect, lane, needs } = planned;
  const once = (name: string) => renamed(incident.id, oncePerChannel, name);
  const draft = effect.type === 'draftPostMortem';
  return {
    id: once(id),
    effect: effect.type === 'refresh' || effect.type === 'pin' ? { ...effect, target: once(effect.target) } : effect,
    lane:
      effect.type === 'refresh'
        ? `${incident.id}:refresh ${once(effect.target)}`
        : renamed(incident.id, lanesOfChannel, lane),
    // The draft is written for an incident without a channel, too; here it waits for the one that is being opened.
    needs: draft ? once(`${incident.id}:channel`) : needs === null ? null : once(needs),
  };
}

/** Whether an effect was planned for the channel that the incident had before it was made private. */
export function isOfFormerChannel(
  incident: Pick<Incident, 'id' | 'madePrivate'>,
  row: { id: string; needs: string | null },
): boolean {
  if (incident.madePrivate === null) return false;
  const former = new Set(oncePerChannel.map((name) => `${incident.id}:${name}`));
  return former.has(row.id) || (row.needs !== null && former.has(row.needs));
}

/** Id of the channel's effect, as it is for an incident that was made private. */
export function presentChannelId(incident: Pick<Incident, 'id' | 'madePrivate'>): string {
  return renamed(incident.id, incident.madePrivate === null ? [] : oncePerChannel, `${incident.id}:channel`);
}

function renamed(incidentId: string, names: string[], id: string): string {
  return names.some((name) => id === `${incidentId}:${name}`) ? `${id}${second}` : id;
}
