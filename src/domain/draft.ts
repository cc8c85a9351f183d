import { type Effect, type PlannedEffect, placeOf, surfaceId } from './effects.ts';
import { type Incident, holderOf } from './incident.ts';
import { followersToTell, isFollowed } from './followers.ts';
import type { Notice } from './notices.ts';
import { inPresentChannel } from './present-channel.ts';
import type { Policy } from './policy.ts';
import type { Fact, FactKind, FactValue } from './timeline.ts';

/** What a decision comes to. */
export type Decision = { incident: Incident; facts: Fact[]; effects: PlannedEffect[] };

/**
 * A decision in the making. `incident` is this draft's own copy and may be changed; nothing outside sees it
 * before the decision is done.
 */
export type Draft = { incident: Incident; policy: Policy; now: Date; facts: Fact[]; effects: PlannedEffect[] };

/** A draft of the incident's next version. */
export function draftOf(incident: Incident, policy: Policy, now: Date): Draft {
  const copy = structuredClone(incident);
  copy.version += 1;
  return { incident: copy, policy, now, facts: [], effects: [] };
}

/** Puts a fact on the timeline; `at` where it happened at another time than now. */
export function record(
  draft: Draft,
  kind: FactKind,
  actor: string | null,
  body: Record<string, FactValue>,
  more: { at?: Date; source?: string } = {},
): void {
  draft.facts.push({ kind, actor, body, at: more.at ?? null, source: more.source ?? null });
  if (actor !== null) draft.incident.quietSince = draft.now;
}

/** Makes an effect happen once the decision is committed, and says its id. */
export function plan(draft: Draft, effect: Effect, id?: string): string {
  const { incident } = draft;
  const own = id ?? `${incident.id}:${incident.version}.${draft.effects.length + 1}`;
  const planned = inPresentChannel(incident, { id: own, effect, ...placeOf(incident.id, effect) });
  draft.effects.push(planned);
  return planned.id;
}

/** Posts in the incident's channel. While nothing can be posted there, the commander hears it, else the declarer. */
export function post(draft: Draft, notice: Notice): string {
  const { incident } = draft;
  if (incident.channelTrouble === null) return plan(draft, { type: 'post', to: { type: 'channel' }, notice });
  const user = holderOf(incident, 'commander') ?? incident.declaredBy;
  return plan(draft, { type: 'post', to: { type: 'person', user }, notice });
}

/** Posts under the announcement, unless nothing of this incident may be there, and tells who follows. */
export function postToThread(draft: Draft, notice: Notice, broadcast: boolean): void {
  if (isFollowed(notice))
    for (const user of followersToTell(draft.incident))
      plan(draft, { type: 'post', to: { type: 'person', user }, notice: { type: 'followed', user, of: notice } });
  if (isAnnounced(draft.incident)) plan(draft, { type: 'post', to: { type: 'announcementThread', broadcast }, notice });
}

/** Private incidents, drills and backfills are not announced. */
export function isAnnounced(incident: Incident): boolean {
  return incident.kind === 'real' && !incident.private;
}

/** Renders the headline and the announcement again; they always show the present state. */
export function refreshSurfaces(draft: Draft): void {
  const { incident } = draft;
  plan(draft, { type: 'refresh', target: surfaceId(incident.id, 'headline') });
  if (isAnnounced(incident)) plan(draft, { type: 'refresh', target: surfaceId(incident.id, 'announcement') });
}

/** Edits messages that were posted before: what they ask was answered. */
export function refreshAll(draft: Draft, targets: string[]): void {
  for (const target of targets) plan(draft, { type: 'refresh', target });
}

/** Invites who is not there yet, before anything that is posted after it. */
export function inviteBeforeMention(draft: Draft, users: (string | null)[]): void {
  const missing = [...new Set(users)].filter(
    (user): user is string => user !== null && !draft.incident.invited.includes(user),
  );
  if (missing.length === 0) return;
  draft.incident.invited.push(...missing);
  plan(draft, { type: 'invite', users: missing, ordered: true });
}
