import { type Draft, plan } from './draft.ts';
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

/** Somebody is on it: the pager stops asking `whose` phone, or everybody's. */
export function acknowledgeRings(draft: Draft, by: string, whose: string | null): void {
  for (const [ring, { user, acknowledged, ended }] of Object.entries(draft.incident.rings)) {
    if (ended !== null || acknowledged !== null || (whose !== null && user !== whose)) continue;
    draft.incident.rings[ring] = { ...stateOf(draft, ring), acknowledged: draft.now };
    plan(draft, { type: 'settleRing', ring, user, to: 'acknowledged', by });
  }
}

/** Nobody is needed any more: what rings, or rang, ends at the pager. `whose`: of one person only. */
export function resolveRings(draft: Draft, by: string | null, whose: string | null = null): void {
  for (const [ring, { user, ended }] of Object.entries(draft.incident.rings)) {
    if (ended !== null || (whose !== null && user !== whose)) continue;
    draft.incident.rings[ring] = { ...stateOf(draft, ring), ended: draft.now };
    plan(draft, { type: 'settleRing', ring, user, to: 'resolved', by });
  }
}

/** What the pager shows of it must be read anew: it is private from now on, or its title was redacted. */
export function veilRings(draft: Draft): void {
  for (const [ring, { user }] of Object.entries(draft.incident.rings))
    plan(draft, { type: 'settleRing', ring, user, to: 'veiled', by: null });
}

function stateOf({ incident }: Draft, ring: string): RingState {
  const state = incident.rings[ring];
  if (state === undefined) throw new Error(`${incident.id} has no page ${ring}`);
  return state;
}

/** Whether a phone that rings for this call still rings for something. */
export function isRingNeeded(
  call: { user: string; call: 'reach' | 'page'; why: string | null },
  incident: Incident,
): boolean {
  return incident.kind === 'real' && isOpen(incident) && isWaiting(call, incident);
}
