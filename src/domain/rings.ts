import type { Rung } from './commands.ts';
import { type Draft, plan, record } from './draft.ts';
import { minutes } from './duration.ts';
import { type Incident, isOpen } from './incident.ts';
import type { RingState } from './ring-state.ts';
import { isWaiting } from './waiting-call.ts';

// Each round of a ladder adds one for each person; what rings still is never dropped.
const mostKept = 40;

/** Keeps what the pager took. */
export function keepRing({ incident }: Draft, effect: string, ring: RingState): void {
  const rings = Object.entries({ ...incident.rings, [effect]: ring });
  const old = rings.filter(([, { ended }]) => ended !== null).slice(0, Math.max(0, rings.length - mostKept));
  incident.rings = Object.fromEntries(rings.filter((one) => !old.includes(one)));
}

/**
 * Has somebody's phone ring, unless a page that the pager had already rings it. While the pager is asked for that page, it
 * waits for the answer.
 */
export function ringPhone(draft: Draft, call: Rung): void {
  const { attachment } = draft.incident;
  if (attachment?.state === 'asked') attachment.held = heldWith(attachment.held, call);
  else if (call.call === 'page' || !ringsAlready(draft, call)) plan(draft, { type: 'ring', ...call });
}

// The ladder may go round meanwhile: each phone rings once, for the latest call, or for the person who asked for them by hand.
function heldWith(held: readonly Rung[], call: Rung): Rung[] {
  const own = held.find(({ user, call: kind }) => user === call.user && kind === 'page');
  return [...held.filter(({ user }) => user !== call.user), call.call === 'reach' && own !== undefined ? own : call];
}

// Longer than this unanswered, it is as if it had not rung: the next round of the ladder rings anew.
const ringsFor = minutes(10);

/** Whether a page that was attached asks this person and has no answer; the record says that they are not paged again. */
export function ringsAlready(draft: Draft, { user, title }: Rung): boolean {
  const ring = Object.values(draft.incident.rings).find(
    (one) =>
      one.attached !== null &&
      one.acknowledged === null &&
      one.ended === null &&
      phonesOf(one).includes(user) &&
      draft.now.getTime() - one.at.getTime() < ringsFor,
  );
  if (ring === undefined) return false;
  const page = attachedName(ring);
  record(draft, 'pageAnswered', null, { user, title, outcome: 'attached', via: ring.via, page, rang: false });
  return true;
}

/** Whose phones a page rings, as far as they are known in Slack. */
export function phonesOf({ attached, user }: Pick<RingState, 'attached' | 'user'>): string[] {
  return attached === null ? [user] : attached.people.flatMap((one) => one.user ?? []);
}

/** How the pager calls a page of its own: "PagerDuty incident #123". */
export function attachedName({ via, attached, page }: Pick<RingState, 'via' | 'attached' | 'page'>): string {
  const number = attached?.number ?? null;
  return `${via} incident ${number === null ? (page?.id ?? '') : `#${number}`}`;
}

/** Somebody is on it: the pager stops asking `whose` phone, or everybody's. */
export function acknowledgeRings(draft: Draft, by: string, whose: string | null): void {
  for (const [ring, state] of Object.entries(draft.incident.rings)) {
    const { user, acknowledged, ended } = state;
    if (ended !== null || acknowledged !== null || (whose !== null && !phonesOf(state).includes(whose))) continue;
    draft.incident.rings[ring] = { ...state, acknowledged: draft.now };
    plan(draft, { type: 'settleRing', ring, user, to: 'acknowledged', by });
  }
}

/**
 * Nobody is needed any more: what rings, or rang, ends at the pager. `whose`: of one person only, which ends no page that the
 * pager had before.
 */
export function resolveRings(draft: Draft, by: string | null, whose: string | null = null): void {
  for (const [ring, state] of Object.entries(draft.incident.rings)) {
    const { user, ended, attached } = state;
    if (ended !== null || (whose !== null && (user !== whose || attached !== null))) continue;
    draft.incident.rings[ring] = { ...state, ended: draft.now };
    plan(draft, { type: 'settleRing', ring, user, to: 'resolved', by });
  }
}

/** Users no longer feel it: our own pages end. What the pager had before is only quiet, and ends with the incident. */
export function quietRings(draft: Draft, by: string): void {
  for (const [ring, state] of Object.entries(draft.incident.rings)) {
    const { user, acknowledged, ended, attached } = state;
    if (ended !== null || (attached !== null && acknowledged !== null)) continue;
    const change = attached === null ? { ended: draft.now } : { acknowledged: draft.now };
    draft.incident.rings[ring] = { ...state, ...change };
    plan(draft, { type: 'settleRing', ring, user, to: attached === null ? 'resolved' : 'acknowledged', by });
  }
}

/**
 * What the pager shows of it must be read anew: it is private from now on, or its title was redacted. What the pager had before
 * never showed anything of it.
 */
export function veilRings(draft: Draft): void {
  for (const [ring, { user, attached }] of Object.entries(draft.incident.rings))
    if (attached === null) plan(draft, { type: 'settleRing', ring, user, to: 'veiled', by: null });
}

/** Whether a phone that rings for this call still rings for something. */
export function isRingNeeded(
  call: { user: string; call: 'reach' | 'page'; why: string | null },
  incident: Incident,
): boolean {
  return incident.kind === 'real' && isOpen(incident) && isWaiting(call, incident);
}

/**
 * Whether that phone rings, unanswered, for a call of this incident since `due`: calls that had to wait for the pager together ring
 * once, whichever of them comes through first.
 */
export function ringsSince({ rings }: Incident, user: string, due: Date): boolean {
  return Object.values(rings).some(
    (one) =>
      one.user === user &&
      one.attached === null &&
      one.acknowledged === null &&
      one.ended === null &&
      one.movedTo === null &&
      one.at >= due,
  );
}
