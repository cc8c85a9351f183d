import { execute } from '../commands/execute.ts';
import type { Ctx } from '../context.ts';
import { isLate } from '../domain/lateness.ts';
import { workingStatuses } from '../domain/working-statuses.ts';

const page = 100;

/**
 * Tells every open incident that Muster was away since `from`, before its timers fire: what was late, and what is planned now.
 * It may run again after a crash in between; nobody hears it twice.
 */
export async function confessDowntime(ctx: Ctx, from: Date): Promise<void> {
  const to = ctx.now();
  // A restart that nobody needs to hear of.
  if (!isLate(from, to)) return;
  ctx.log.warn({ from, to }, 'Muster was away');
  let after = '';
  for (;;) {
    const incidents = await ctx.db.prisma.incident.findMany({
      where: { status: { in: [...workingStatuses] }, id: { gt: after } },
      orderBy: { id: 'asc' },
      take: page,
      select: { id: true },
    });
    for (const { id } of incidents) await confess(ctx, id, from, to);
    const last = incidents.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

async function confess(ctx: Ctx, incidentId: string, from: Date, to: Date): Promise<void> {
  try {
    const delivery = `confess:${incidentId}:${from.toISOString()}`;
    await execute(ctx, { incidentId, command: { type: 'confess', from, to }, delivery });
  } catch (err) {
    ctx.log.error({ err, incidentId }, 'An incident could not be told that Muster was away');
  }
}
