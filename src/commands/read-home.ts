import type { Ctx } from '../context.ts';
import { readGlance } from '../db/glance.ts';
import { plus } from '../domain/duration.ts';
import { glanceDays } from '../domain/glance.ts';
import { type Home, homeOf } from '../domain/home.ts';
import { type Incident, incidentSchema } from '../domain/incident.ts';
import { mayDo } from '../domain/permissions.ts';
import { openStatuses } from './find-incident.ts';
import { readWho } from './read-who.ts';

// Home tells fewer; those that wait for an answer are found among these.
const mostRead = 50;
const day = 24 * 60 * 60 * 1000;

/** Reads a person's home: four bounded reads by index, however long the history is. */
export async function readHome(ctx: Ctx, where: { workspace: string; user: string }): Promise<Home> {
  const { workspace, user } = where;
  const { prisma } = ctx.db;
  const open = { workspace, status: { in: openStatuses } };
  const latest = { orderBy: { number: 'desc' as const }, take: mostRead, select: { state: true } };
  const who = await readWho(ctx, { user, wants: ['see'] });
  const maySee = (incident: Incident) => mayDo({ permission: 'see', who, incident, policy: ctx.policy }).allowed;
  const [mine, latestOpen, owing, glance] = await Promise.all([
    prisma.incident.findMany({ where: { ...open, people: { has: user } }, ...latest }),
    prisma.incident.findMany({ where: open, ...latest }),
    prisma.incident.findMany({ where: { workspace, taskOwners: { has: user } }, ...latest }),
    readGlance(prisma, { workspace, viewer: user, since: plus(ctx.now(), -glanceDays * day) }),
  ]);
  const read = (rows: { state: unknown }[]) => rows.map(({ state }) => incidentSchema.parse(state));
  return homeOf(
    user,
    { mine: read(mine), open: read(latestOpen).filter(maySee), owing: read(owing), glance },
    ctx.policy,
  );
}
