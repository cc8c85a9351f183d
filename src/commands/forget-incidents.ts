import { z } from 'zod';
import type { Ctx } from '../context.ts';
import { addAudited, dropAudited } from '../db/audit-trail.ts';
import { loadIncident, lockIncident, readableIncidents, type Tx } from '../db/incidents.ts';
import { ifReadable } from '../db/parse-incident.ts';
import { dropUnusedVersions } from '../db/runbook-versions.ts';
import { type Incident, nameOf } from '../domain/incident.ts';
import { endedStatuses, mayForget } from '../domain/may-forget.ts';
import type { Runbook } from '../policy/load-runbook.ts';

/** What forgetting takes: of the runbook, what it keeps; `by`: who asked for it at the machine, else the bot does it by itself. */
export type ForgetCtx = Pick<Ctx, 'db' | 'now'> & {
  runbooks: { current: Pick<Runbook, 'hash' | 'policy'> };
  by?: string;
};

/** What was looked at: `forgotten` is empty in a dry run of what would go; `after` is where the next look goes on, null at the end. */
export type Look = {
  forgotten: { name: string; since: Date }[];
  /** Kept for an action item that is open. */
  kept: number;
  after: Cursor | null;
};
/** The last incident that was looked at. */
export type Cursor = { since: Date; id: string };

const batchSize = 100;
const mostNoted = 10_000;
// How far a chain of merges is followed.
const longestChain = 20;

/**
 * Looks at the next hundred incidents that are over for longer than the policy keeps them, oldest first, and deletes those that
 * may go, each in its own transaction with everything that belongs to it, and in the end the versions of the runbook that none
 * goes on by. `apply: false` only looks. Null when the policy keeps
 * everything.
 */
export async function forgetIncidents(
  ctx: ForgetCtx,
  { apply, after }: { apply: boolean; after: Cursor | null },
): Promise<Look | null> {
  const { retention } = ctx.runbooks.current.policy;
  if (retention === null) return null;
  const before = new Date(ctx.now().getTime() - retention.closedAfter);
  const rows = await ctx.db.prisma.incident.findMany({
    where: {
      status: { in: [...endedStatuses] },
      updatedAt: { lt: before },
      ...(after === null
        ? {}
        : { OR: [{ updatedAt: { gt: after.since } }, { updatedAt: after.since, id: { gt: after.id } }] }),
    },
    orderBy: [{ updatedAt: 'asc' }, { id: 'asc' }],
    take: batchSize,
    select: { id: true, updatedAt: true, state: true },
  });
  const last = rows.at(-1);
  const next = last === undefined || rows.length < batchSize ? null : { since: last.updatedAt, id: last.id };
  const look: Look = { forgotten: [], kept: 0, after: next };
  for (const incident of readableIncidents(rows)) {
    // Where its survivor cannot be read, nobody knows whether it may go.
    const verdict = await ifReadable(apply ? forget(ctx, incident.id, before) : judge(ctx.db.prisma, incident, before));
    if (verdict === 'kept') look.kept += 1;
    if (verdict === 'forget') look.forgotten.push({ name: nameOf(incident), since: incident.statusSince });
  }
  // What was noted besides goes at the same age, but never what tells of a deletion of the present.
  if (apply) await dropAudited(ctx.db.prisma, before, mostNoted);
  if (apply && next === null) await dropUnusedVersions(ctx.db.prisma, ctx.runbooks.current.hash);
  return look;
}

/** It may have been reopened since it was looked at: decided again under the lock. */
async function forget({ db, now, by }: ForgetCtx, id: string, before: Date): Promise<'forget' | 'kept' | null> {
  return db.prisma.$transaction(async (tx) => {
    const incident = await lockIncident(tx, id);
    const verdict = incident === null ? null : await judge(tx, incident, before);
    if (verdict !== 'forget') return verdict;
    for (const table of await tablesOfIncidents(tx))
      await tx.$executeRawUnsafe(`DELETE FROM "${table}" WHERE incident_id = $1`, id);
    await tx.incident.delete({ where: { id }, select: { id: true } });
    await tx.$executeRaw`SELECT graphile_worker.remove_job('wake:' || ${id}::text)`;
    const { workspace = '', number = null } = incident ?? {};
    const who = by ?? null;
    const via = who === null ? 'bot' : 'cli';
    await addAudited(tx, { at: now(), workspace, via, who, action: 'forget', incident: number, result: 'done' });
    return verdict;
  });
}

async function judge(tx: Tx, incident: Incident, before: Date): Promise<'forget' | 'kept' | null> {
  return mayForget(incident, before, incident.merged === null ? null : await goesOnIn(tx, incident));
}

// Survivors are merged, too, now and then. Null when the last one was deleted.
async function goesOnIn(tx: Tx, incident: Incident): Promise<Incident | null> {
  let at: Incident | null = incident;
  for (let steps = 0; at !== null && at.merged !== null && steps < longestChain; steps += 1)
    at = await loadIncident(tx, at.merged.into.id);
  return at;
}

const named = z.array(z.object({ table_name: z.string() }));

/** Every table whose rows belong to an incident, so that one that is added later is not forgotten here. */
async function tablesOfIncidents(tx: Tx): Promise<string[]> {
  const rows = await tx.$queryRaw`
    SELECT table_name::text FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'incident_id'`;
  return named.parse(rows).map(({ table_name }) => table_name);
}
