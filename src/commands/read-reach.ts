import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Ctx } from '../context.ts';
import type { Incident } from '../domain/incident.ts';
import type { Reach, Reached, Way } from '../domain/reached.ts';
import { isRingNeeded } from '../domain/rings.ts';

// Somebody waits for the answer at a terminal: what takes longer is told as under way.
const looks = 25;
const between = 100;

/**
 * What became of what was planned for an incident since then, and whoever is not reached from before. Waits a moment for what is
 * only just being tried, so that the answer says how it went.
 */
export async function readReach(ctx: Ctx, incident: Incident, since: Date): Promise<Reach> {
  let rows = await readRows(ctx, incident.id, since);
  for (let look = 1; look < looks && rows.some(isUntold); look += 1) {
    await delay(between);
    rows = await readRows(ctx, incident.id, since);
  }
  const waiting = rows.find(({ type, state, reason }) => type !== 'ring' && isUnfinished(state) && reason !== null);
  return { people: peopleIn(rows, incident), slackWaits: waiting?.reason ?? null };
}

type Row = {
  type: string;
  payload: unknown;
  state: string;
  outcome: string | null;
  refusal: string | null;
  reason: string | null;
};

/** What reaches people, unfinished or new, in its order. Why it waits may be known of what stands before it. */
async function readRows({ db }: Ctx, incidentId: string, since: Date): Promise<Row[]> {
  const { rows } = await db.pool.query<Row>(
    `SELECT effect.type, effect.payload, effect.state, effect.result->>'outcome' AS outcome,
            coalesce(effect.result->>'reason', CASE WHEN effect.state = 'failed' THEN effect.error END) AS refusal,
            coalesce(effect.error, head.error, needed.error) AS reason
       FROM effect
       LEFT JOIN effect AS needed ON needed.id = effect.needs AND needed.state IN ('planned', 'sending')
       LEFT JOIN LATERAL (SELECT before.error FROM effect AS before
                           WHERE before.lane = effect.lane AND before.state IN ('planned', 'sending')
                           ORDER BY before.seq LIMIT 1) AS head ON effect.state IN ('planned', 'sending')
      WHERE effect.incident_id = $1 AND effect.type IN ('page', 'ring', 'post', 'openChannel')
        AND (effect.state IN ('planned', 'sending') OR (effect.type IN ('page', 'ring') AND effect.created_at >= $2))
      ORDER BY effect.seq`,
    [incidentId, since],
  );
  return rows;
}

function isUnfinished(state: string): boolean {
  return state === 'planned' || state === 'sending';
}

function isUntold({ state, reason }: Row): boolean {
  return isUnfinished(state) && reason === null;
}

const payloadSchema = z.object({
  user: z.string(),
  title: z.string(),
  call: z.enum(['reach', 'page']).optional(),
  why: z.string().nullable().optional(),
  notice: z.object({ call: z.string(), why: z.string().nullable() }).optional(),
});

/** By person, the latest try of each way. Who has answered, or is only informed, is nobody who has to be reached. */
function peopleIn(rows: Row[], incident: Incident): Reached[] {
  const people = new Map<string, Reached>();
  for (const row of rows) {
    const said = payloadSchema.safeParse(row.payload).data;
    if ((row.type !== 'page' && row.type !== 'ring') || said === undefined || row.state === 'cancelled') continue;
    const { user, title } = said;
    const kind = said.call ?? said.notice?.call;
    if (kind !== 'reach' && kind !== 'page') continue;
    if (!isRingNeeded({ user, call: kind, why: said.why ?? said.notice?.why ?? null }, incident)) continue;
    const call = people.get(user) ?? { user, title, message: null, phone: null };
    people.set(user, { ...call, [row.type === 'ring' ? 'phone' : 'message']: wayOf(row) });
  }
  return [...people.values()];
}

function wayOf({ state, outcome, refusal, reason }: Row): Way {
  if (isUnfinished(state)) return { end: 'waits', reason };
  if (state === 'failed' || outcome === 'refused') return { end: 'refused', reason: refusal };
  return { end: outcome === 'queued' ? 'queued' : 'done', reason: null };
}
