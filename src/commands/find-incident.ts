import type { Ctx } from '../context.ts';
import { type Tx, loadIncidents, readableIncidents } from '../db/incidents.ts';
import { parseIncident } from '../db/parse-incident.ts';
import type { Incident } from '../domain/incident.ts';
import { mayDo, verdictOn, type Who } from '../domain/permissions.ts';
import { maySee } from '../domain/refuse-forbidden.ts';
import { readWho } from './read-who.ts';
import { workingStatuses } from '../domain/working-statuses.ts';

/** Who looks, `null` for everybody, and in which channel: who is in the incident's own channel may see it. */
type Look = { viewer: string | null; channel?: string | null };

async function seenBy(ctx: Ctx, incident: Incident, { viewer, channel = null }: Look): Promise<Incident | null> {
  if (viewer === null) return incident.private ? null : incident;
  const isThere = channel !== null && incident.channel?.id === channel;
  return isSeen(ctx, incident, await viewing(ctx, viewer), isThere) ? incident : null;
}

function viewing(ctx: Ctx, viewer: string): Promise<Who> {
  return readWho(ctx, { user: viewer, wants: ['see', 'seePrivate'] });
}

function isSeen({ runbooks }: Ctx, incident: Incident, who: Who, isThere: boolean): boolean {
  const { policy } = runbooks.current;
  return maySee(incident, who, policy, isThere) && mayDo({ permission: 'see', who, incident, policy }).allowed;
}

/** The incident whose channel this is. Who is in the channel may see it. */
export async function findByChannel(ctx: Ctx, where: { workspace: string; channel: string }): Promise<Incident | null> {
  const row = await ctx.db.prisma.incident.findFirst({
    where: { workspace: where.workspace, channelId: where.channel },
    orderBy: { number: 'desc' },
    select: { state: true },
  });
  return row === null ? null : parseIncident(row.state);
}

/** The incident that was in this channel before it was made private. What may be said of it there is its number. */
export async function findByFormerChannel(
  ctx: Ctx,
  where: { workspace: string; channel: string },
): Promise<Incident | null> {
  const row = await ctx.db.prisma.incident.findFirst({
    where: { workspace: where.workspace, formerChannelId: where.channel },
    orderBy: { number: 'desc' },
    select: { state: true },
  });
  return row === null ? null : parseIncident(row.state);
}

/** The incidents that were open and similar when this one was declared, as far as its declarer may see them now. */
export async function findSimilar(ctx: Ctx, incident: Incident): Promise<Incident[]> {
  if (incident.similar.length === 0) return [];
  const rows = await ctx.db.prisma.incident.findMany({
    where: { workspace: incident.workspace, number: { in: incident.similar.map(({ number }) => number) } },
    orderBy: { number: 'desc' },
    select: { state: true },
  });
  const seen = await Promise.all(
    readableIncidents(rows).map((other) => seenBy(ctx, other, { viewer: incident.declaredBy })),
  );
  return seen.filter((other) => other !== null);
}

/** INC-42 of the workspace, if the viewer may see it. */
export async function findByNumber(
  ctx: Ctx,
  where: { workspace: string; number: number } & Look,
): Promise<Incident | null> {
  const { workspace, number } = where;
  const row = await ctx.db.prisma.incident.findUnique({
    where: { workspace_number: { workspace, number } },
    select: { state: true },
  });
  return row === null ? null : seenBy(ctx, parseIncident(row.state), where);
}

/** The incident of that id, if the viewer may see it. */
export async function findById(ctx: Ctx, where: { id: string } & Look): Promise<Incident | null> {
  const row = await ctx.db.prisma.incident.findUnique({ where: { id: where.id }, select: { state: true } });
  return row === null ? null : seenBy(ctx, parseIncident(row.state), where);
}

/** The incidents of those ids, whoever looks: what of them is shown is up to the view. */
export function findAll(ctx: Ctx, ids: string[]): Promise<Incident[]> {
  return loadIncidents(ctx.db.prisma, ids);
}

/** What is open, latest first, at most `limit`; private ones only for their members. `page`: for that page of the pager. */
export async function listOpen(
  ctx: Ctx,
  where: { workspace: string; viewer: string | null; limit: number; page?: string },
  tx: Tx = ctx.db.prisma,
): Promise<Incident[]> {
  const { viewer } = where;
  const who = viewer === null ? null : await viewing(ctx, viewer);
  const mine = viewer === null ? [] : [{ people: { has: viewer } }];
  // Whom the policy lets see them all, for certain.
  const seesAll =
    who !== null &&
    verdictOn({ permission: 'seePrivate', who, incident: null, policy: ctx.runbooks.current.policy }) === 'yes';
  const visible = seesAll ? {} : { OR: [{ private: false }, ...mine] };
  const rows = await tx.incident.findMany({
    where: {
      workspace: where.workspace,
      status: { in: [...workingStatuses] },
      ...visible,
      ...(where.page === undefined ? {} : { pagerIncidents: { has: where.page } }),
    },
    orderBy: { number: 'desc' },
    take: where.limit,
    select: { state: true },
  });
  const open = readableIncidents(rows);
  return who === null ? open : open.filter((incident) => isSeen(ctx, incident, who, false));
}
