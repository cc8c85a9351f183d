import { draftPostMortem } from '../../src/commands/draft-post-mortem.ts';
import { type Line, ms, quantile } from '../figures.ts';
import { declareOne, openRecord } from '../record.ts';
import { copyEntries } from '../history.ts';
import type { Stage } from '../stage.ts';

/** A post-mortem drafted from a record of ten thousand entries, and the memory that it takes on top. */
export async function postMortem(stage: Stage): Promise<Line[]> {
  const record = await openRecord(await stage.database());
  const { ctx } = record;
  try {
    const entries = stage.quick ? 200 : 10_000;
    const small = await declareOne(ctx, 5);
    const { id } = await declareOne(ctx, 5);
    await copyEntries(ctx.db.pool, id, entries);
    await draftPostMortem(ctx, { incidentId: small.id, effectId: 'none' });
    const taken: number[] = [];
    const extra: number[] = [];
    for (let round = 0; round < (stage.quick ? 1 : 5); round += 1) {
      globalThis.gc?.();
      const before = process.memoryUsage().rss;
      let most = before;
      const looking = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 5);
      const began = performance.now();
      await draftPostMortem(ctx, { incidentId: id, effectId: `none ${round}` });
      taken.push(performance.now() - began);
      clearInterval(looking);
      extra.push((Math.max(most, process.memoryUsage().rss) - before) / 1024 ** 2);
    }
    const time = quantile(taken, 0.5);
    const memory = Math.max(...extra);
    const measure = `Post-mortem of ${entries.toLocaleString('en')} entries`;
    const none = { floor: '–', ratio: '–' };
    return [
      {
        measure,
        muster: ms(time),
        ...none,
        aim: '≤ 1 s',
        met: time <= 1000,
        limit: 'Reading the entries in pages of 500, then rendering',
      },
      {
        measure: `${measure}, extra memory`,
        muster: `${Math.round(memory)} MB`,
        ...none,
        aim: '≤ 100 MB',
        met: memory <= 100,
        limit: 'The entries and the text are held at once',
      },
    ];
  } finally {
    await record.close();
  }
}
