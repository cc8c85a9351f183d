import { executeIn } from '../commands/execute.ts';
import type { Ctx } from '../context.ts';
import { type StoredTimer, faultOf, readDocuments, readMissedTimers, readOpenTimers, readTimer } from '../db/audit.ts';
import { setWake } from '../db/effects.ts';
import { type Tx, lockIncident } from '../db/incidents.ts';
import { parseIncident } from '../db/parse-incident.ts';
import type { Incident } from '../domain/incident.ts';
import type { Repair } from '../domain/repairs.ts';
import { nextWake } from '../domain/schedule.ts';

/**
 * When the timer of each open incident should fire, by its row as it was last seen. Only a saving of work: what is in here is
 * found again by reading the documents.
 */
export type Known = Map<string, { stamp: string; due: Due }>;
type Due = { readable: true; wake: Date | null } | { readable: false };

// Two looks are half a minute apart, so that whatever goes wrong is put right within a minute.
const overdueAfter = 30_000;
const mostAtOnce = 500;
const documentsAtOnce = 50;

/** Sees that every open incident has its next timer, and that no other's was missed. Answers how many cannot be read. */
export async function auditTimers(ctx: Ctx, known: Known): Promise<number> {
  const missed = { before: plus(ctx, -overdueAfter), soon: plus(ctx, overdueAfter), most: mostAtOnce };
  const looked = [...(await readOpenTimers(ctx.db.prisma)), ...(await readMissedTimers(ctx.db.prisma, missed))].map(
    (timer) => [timer.id, timer] as const,
  );
  const timers = [...new Map(looked).values()];
  await learnDues(ctx, known, timers);
  for (const timer of timers) {
    const seen = known.get(timer.id);
    // Changed since it was looked at: whoever changed it planned it, too.
    if (seen === undefined || seen.stamp !== timer.stamp || !seen.due.readable) continue;
    if (faultOf(timer, seen.due.wake, ctx.now()) !== null) await mend(ctx, known, timer.id);
  }
  return [...known.values()].filter(({ due }) => !due.readable).length;
}

/** Reads the documents of what is new or was changed since the last look. */
async function learnDues(ctx: Ctx, known: Known, timers: StoredTimer[]): Promise<void> {
  const looked = new Set(timers.map(({ id }) => id));
  for (const id of known.keys()) if (!looked.has(id)) known.delete(id);
  const changed = timers.filter(({ id, stamp }) => known.get(id)?.stamp !== stamp).map(({ id }) => id);
  for (let from = 0; from < changed.length; from += documentsAtOnce) {
    const documents = await readDocuments(ctx.db.prisma, changed.slice(from, from + documentsAtOnce));
    for (const { id, stamp, state } of documents) known.set(id, { stamp, due: await dueOf(ctx, id, state) });
  }
}

/** One that cannot be read must not keep the others from being looked at. It is told once for each state that it is in. */
async function dueOf(ctx: Ctx, id: string, state: unknown): Promise<Due> {
  try {
    const incident = parseIncident(state);
    const { policy } = await ctx.runbooks.of(incident);
    return { readable: true, wake: nextWake(incident, policy) };
  } catch (err) {
    ctx.log.error(
      { err, incidentId: id },
      'This version cannot read an incident: nothing happens in it by itself until it can',
    );
    return { readable: false };
  }
}

async function mend(ctx: Ctx, known: Known, id: string): Promise<void> {
  try {
    const mended = await mendWith(ctx, id, true).catch((err: unknown) => {
      ctx.log.error({ err, incidentId: id }, 'What a lost timer held up could not be told; it is only planned again');
      return mendWith(ctx, id, false);
    });
    if (mended === null) return;
    ctx.metrics.repaired(mended.repair);
    ctx.log.warn({ incidentId: id, ...mended }, 'A timer of an incident was missing or wrong, and is planned again');
    ctx.nudge();
  } catch (err) {
    ctx.log.error({ err, incidentId: id }, 'A timer of an incident is missing and could not be planned again');
  } finally {
    // Read anew next time.
    known.delete(id);
  }
}

type Mended = { repair: Repair; due: Date | null; late: boolean };

/** Looks once more with the incident locked, because whoever held it may have planned it meanwhile. */
async function mendWith(ctx: Ctx, id: string, tell: boolean): Promise<Mended | null> {
  return ctx.db.prisma.$transaction(async (tx) => {
    const incident = await lockIncident(tx, id);
    const timer = await readTimer(tx, id);
    if (incident === null || timer === null) return null;
    const { policy } = await ctx.runbooks.of(incident, tx);
    const due = nextWake(incident, policy);
    const repair = faultOf(timer, due, ctx.now());
    if (repair === null) return null;
    await tx.incident.update({ where: { id }, data: { wakeAt: due }, select: { id: true } });
    await setWake(tx, id, due);
    const late = due !== null && due < plus(ctx, -overdueAfter);
    if (late && tell) await confess(tx, ctx, incident, due);
    return { repair, due, late };
  });
}

/** Whoever waited for what the timer would have done hears that it comes late, and it comes. */
async function confess(tx: Tx, ctx: Ctx, incident: Incident, due: Date): Promise<void> {
  const command = { type: 'confess', from: due, to: ctx.now(), lost: true } as const;
  const delivery = `found:${incident.id}:${due.toISOString()}`;
  await executeIn(tx, ctx, { incidentId: incident.id, command, delivery, who: null });
}

function plus({ now }: Ctx, ms: number): Date {
  return new Date(now().getTime() + ms);
}
