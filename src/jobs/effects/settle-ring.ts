import type { Ctx } from '../../context.ts';
import { loadIncidents } from '../../db/incidents.ts';
import { isOpen } from '../../domain/incident.ts';
import { type EffectJob, type EffectOf, type Situation, sent } from './effect-job.ts';
import { pageTitle } from './ring.ts';

/** Tells the pager what became of a page. Telling it twice does no harm. */
export function settleRing({ ring, to, by }: EffectOf<'settleRing'>): EffectJob {
  return {
    send: async (ctx, { incident }) => {
      const page = incident.rings[ring];
      if (ctx.phone === null || page === undefined) return { state: 'cancelled', reason: 'There is no page.' };
      // What has ended needs no word of who was on it.
      if (to === 'acknowledged' && page.ended !== null) return { state: 'cancelled', reason: 'It has ended.' };
      if (to === 'resolved' && page.attached !== null && (await goesOnElsewhere(ctx, incident, page.page?.id)))
        return { state: 'cancelled', reason: 'Another open incident is attached to the same page.' };
      await ctx.phone.settle({ key: ring, page: page.page, to, by, title: pageTitle(incident) });
      return sent({});
    },
    find: async () => null,
  };
}

/** Several declared for one page of the pager: it ends with the last of them. */
async function goesOnElsewhere({ db }: Ctx, { id, workspace }: Situation['incident'], page = ''): Promise<boolean> {
  const rows = await db.prisma.incident.findMany({
    where: { workspace, pagerIncidents: { has: page }, id: { not: id } },
    select: { id: true },
  });
  const others = await loadIncidents(
    db.prisma,
    rows.map((row) => row.id),
  );
  return others.some(
    (other) =>
      isOpen(other) && Object.values(other.rings).some((ring) => ring.page?.id === page && ring.ended === null),
  );
}
