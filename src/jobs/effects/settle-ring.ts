import { type EffectJob, type EffectOf, sent } from './effect-job.ts';
import { pageTitle } from './ring.ts';

/** Tells the pager what became of a page. Telling it twice does no harm. */
export function settleRing({ ring, to, by }: EffectOf<'settleRing'>): EffectJob {
  return {
    send: async (ctx, { incident }) => {
      const page = incident.rings[ring];
      if (ctx.phone === null || page === undefined) return { state: 'cancelled', reason: 'There is no page.' };
      // What has ended needs no word of who was on it.
      if (to === 'acknowledged' && page.ended !== null) return { state: 'cancelled', reason: 'It has ended.' };
      await ctx.phone.settle({ key: ring, page: page.page, to, by, title: pageTitle(incident) });
      return sent({});
    },
    find: async () => null,
  };
}
