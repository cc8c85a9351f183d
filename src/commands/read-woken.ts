import type { Ctx } from '../context.ts';
import { loadReadable } from '../db/incidents.ts';
import { plus } from '../domain/duration.ts';
import type { Incident } from '../domain/incident.ts';
import { type Woken, restLookedBack, wokenBy } from '../domain/woken.ts';
import { readMember } from './read-member.ts';

// The latest messages to one person that are looked at: nobody gets more in twelve hours, and the history behind them grows.
const mostMessages = 200;

/**
 * Who of them was woken by other incidents in the twelve hours before a time: by how many, and when last. Of private ones as
 * well, because nothing of them is told. Without a pager no phone rings, and nobody was woken.
 */
export async function readWoken(
  ctx: Ctx,
  { incident, users, before }: { incident: Pick<Incident, 'id' | 'workspace'>; users: readonly string[]; before: Date },
): Promise<Record<string, Woken>> {
  const found: Record<string, Woken> = {};
  if (ctx.phone === null) return found;
  for (const user of new Set(users)) {
    const calling = await callingIncidents(ctx, incident, user, before);
    if (calling.length === 0) continue;
    const zone = (await readMember(ctx, user))?.timezone ?? ctx.runbooks.current.policy.timezone;
    const woken = wokenBy(calling, user, before, zone);
    if (woken !== null) found[user] = woken;
  }
  return found;
}

// Whoever's phone rings gets a message beside it, and a person's messages are in one lane, which has an index.
async function callingIncidents(
  { db }: Ctx,
  { id, workspace }: Pick<Incident, 'id' | 'workspace'>,
  user: string,
  before: Date,
): Promise<Incident[]> {
  const lane = `person ${user}`;
  const rows = await db.prisma.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT incident_id AS id
    FROM (SELECT incident_id, workspace, type, created_at FROM effect WHERE lane = ${lane} ORDER BY seq DESC LIMIT ${mostMessages}) AS latest
    WHERE type = 'page' AND workspace = ${workspace} AND incident_id <> ${id} AND created_at >= ${plus(before, -restLookedBack)}`;
  return loadReadable(
    db.prisma,
    rows.map((row) => row.id),
  );
}
