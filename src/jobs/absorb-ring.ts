import type { Ctx } from '../context.ts';
import { loadIncident, readableIncidents } from '../db/incidents.ts';
import { type Incident, nameOf } from '../domain/incident.ts';
import { minutes } from '../domain/duration.ts';
import type { RingAnswer } from '../domain/commands.ts';
import { severityOf } from '../domain/policy.ts';
import { phonesOf } from '../domain/rings.ts';
import type { RingState } from '../domain/ring-state.ts';
import type { Situation } from './effects/effect-job.ts';

// A phone that was left ringing for longer has to ring anew.
const lookedBack = minutes(30);
const mostIncidents = 20;

type Carrier = { incident: Incident; key: string; page: NonNullable<RingState['page']>; ring: RingState };

/**
 * Names this incident on a page that the same person has not answered yet, instead of ringing twice; null where there is none.
 * Nothing more severe is put behind something less severe.
 */
export async function absorbRing(ctx: Ctx, { incident }: Situation, user: string): Promise<RingAnswer | null> {
  const carrier = await findCarrier(ctx, incident, user);
  if (carrier === null || ctx.phone === null) return null;
  // Its number alone: a note cannot be taken back when the incident is made private.
  const also = `also ${nameOf(incident)} (${incident.severity})`;
  if (!(await ctx.phone.mention(carrier.page, also))) return null;
  // Answered just now? Then nobody would hear of this one.
  const now = await loadIncident(ctx.db.prisma, carrier.incident.id);
  if (now === null || !isRinging(now.rings[carrier.key])) return null;
  const { page, ring } = carrier;
  return { outcome: 'accepted', via: ring.via, page, assignee: ring.assignee, with: nameOf(carrier.incident) };
}

async function findCarrier(ctx: Ctx, incident: Incident, user: string): Promise<Carrier | null> {
  const rows = await ctx.db.prisma.$queryRaw<{ state: unknown }[]>`
    SELECT state FROM incident
    WHERE workspace = ${incident.workspace} AND status IN ('investigating', 'identified') AND id <> ${incident.id}
      AND state->'pages'->${user}::text IS NOT NULL
    ORDER BY number DESC LIMIT ${mostIncidents}`;
  const others = readableIncidents(rows);
  if (others.length === 0) return null;
  const runbookOf = await ctx.runbooks.ofAll([incident, ...others]);
  const rank = (of: Incident) => severityOf(runbookOf(of).policy, of.severity).rank;
  for (const other of others) {
    if (rank(other) > rank(incident)) continue;
    for (const [key, ring] of Object.entries(other.rings)) {
      const fresh = ctx.now().getTime() - ring.at.getTime() < lookedBack;
      if (phonesOf(ring).includes(user) && ring.page !== null && fresh && isRinging(ring))
        return { incident: other, key, page: ring.page, ring };
    }
  }
  return null;
}

function isRinging(ring: RingState | undefined): boolean {
  return ring !== undefined && ring.acknowledged === null && ring.ended === null;
}
