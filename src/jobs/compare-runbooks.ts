import { execute } from '../commands/execute.ts';
import type { Ctx } from '../context.ts';
import { workingStatuses } from '../domain/working-statuses.ts';

const page = 100;

/**
 * Tells every open incident that goes on by another runbook than the current one, once for each version, and takes the word back
 * where it was put back as it was.
 */
export async function compareRunbooks(ctx: Ctx): Promise<void> {
  const { hash } = ctx.runbooks.current;
  let after = '';
  for (;;) {
    const incidents = await ctx.db.prisma.incident.findMany({
      where: {
        status: { in: [...workingStatuses] },
        id: { gt: after },
        OR: [{ policyHash: { notIn: [hash, ''] } }, { state: { path: ['runbookOffer', 'open'], equals: true } }],
      },
      orderBy: { id: 'asc' },
      take: page,
      select: { id: true },
    });
    for (const { id } of incidents) await compare(ctx, id);
    const last = incidents.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

async function compare(ctx: Ctx, incidentId: string): Promise<void> {
  try {
    await execute(ctx, { incidentId, command: { type: 'compareRunbook' } });
  } catch (err) {
    ctx.log.error({ err, incidentId }, 'An incident could not be told that the runbook was changed');
  }
}
