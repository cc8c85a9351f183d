/** A message of Muster's own, which belongs to no incident: facts, no text. */
export type OwnNotice =
  /** A turn of the rotation began at `from`: who hands over to whom. */
  | { type: 'turn'; from: string }
  /** The same to one person who comes on duty. */
  | { type: 'onDuty'; from: string; user: string }
  /** The runbook itself is to be read again. */
  | { type: 'review' };

/** What happens outside for no incident. Stored, done and looked for like the effects of incidents. */
export type OwnEffect =
  /** Post it; `to` is a member, or null for the announcements channel. */
  | { type: 'tell'; to: string | null; about: OwnNotice }
  /** Render the message that effect `target` posted again, and edit it. */
  | { type: 'retell'; target: string };

/** The name of each; the crash tests walk over them. */
export const ownEffectTypes = ['tell', 'retell'] as const satisfies readonly OwnEffect['type'][];

/** One of them with its id: what has an id that is there already was planned before. */
export type PlannedOwnEffect = { id: string; effect: OwnEffect };

/** The lane and the need of such an effect. */
export function placeOfOwn(effect: OwnEffect): { lane: string; needs: string | null } {
  if (effect.type === 'tell') return { lane: `own ${effect.to ?? 'announcements'}`, needs: null };
  return { lane: `own ${effect.target}`, needs: effect.target };
}
