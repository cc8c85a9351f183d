import type { Ctx } from '../context.ts';
import { lockIncident } from '../db/incidents.ts';
import type { Incident } from '../domain/incident.ts';
import { executeIn } from './execute.ts';

/** Who came into which incident's channel. `delivery` is Slack's id of the event. */
type Arrival = { incidentId: string; user: string; inviter: string | null; delivery: string };

/** Records that somebody came into the channel. Answers the incident to tell them about, once for each who came late by themselves; else null. */
export async function takeInMember(ctx: Ctx, arrival: Arrival): Promise<Incident | null> {
  const { incidentId, user, inviter, delivery } = arrival;
  const command = { type: 'memberJoined' as const, user, inviter };
  const told = await ctx.db.plain.transaction(async (tx) => {
    // Read under the lock: of two deliveries at once only one may find that it was its own.
    const before = await lockIncident(tx, incidentId);
    const after = await executeIn(tx, ctx, { incidentId, command, delivery, who: null });
    return after.caughtUp.length > (before?.caughtUp.length ?? 0) ? after : null;
  });
  ctx.nudge();
  return told;
}
