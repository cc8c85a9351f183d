import { compare, inPairs, type Line, quantile } from '../figures.ts';
import { copyEntries, fillHistory } from '../history.ts';
import { declareOne, openRecord } from '../record.ts';
import { type OwnDatabase, setScene, type Stage } from '../stage.ts';
import { type Program, until } from '../start-program.ts';

const entriesEach = 50;
const openAtOnce = 10;

/** What only reads, from the command to its answer, in a long history and in a short one. */
export async function lookUps(stage: Stage): Promise<Line[]> {
  const [incidents, entries] = sizesOf(stage);
  const scene = await setScene(stage);
  const { sandbox } = scene;
  const place = sandbox.workspace.channels.find(({ name }) => name === 'random')?.id ?? '';
  try {
    const long = await stage.database(`history ${incidents}`);
    const short = await stage.database('history 100');
    await fill(stage, long, { incidents, place });
    await fill(stage, short, { incidents: Math.min(100, incidents), place });
    const [large, small] = [await scene.startMuster(long), await scene.startMuster(short)];
    const ana = sandbox.person('Ana Ruiz');
    const asks = (program: Program, command: string) => async () => {
      scene.deliverTo(program);
      sandbox.workspace.ephemerals.length = 0;
      const began = performance.now();
      await ana.runs(`/incident ${command}`, { in: '#random' });
      await until(() => (sandbox.workspace.ephemerals.length > 0 ? true : null), `the answer to ${command}`);
      return [performance.now() - began];
    };
    const lines: Line[] = [];
    for (const command of ['status', 'list', 'timeline']) {
      const one = asks(large, command);
      const other = asks(small, command);
      await inPairs(3, one, other);
      const [ours, theirs] = await inPairs(stage.quick ? 2 : 60, one, other);
      lines.push(
        compare({
          measure: `\`${command}\` at ${incidents.toLocaleString('en')} incidents and ${entries.toLocaleString('en')} entries, to its answer`,
          muster: quantile(ours, 0.5),
          floor: quantile(theirs, 0.5),
          most: 1.3,
          limit: 'Look-ups by index; the floor is the same at 100 incidents',
        }),
      );
    }
    return lines;
  } finally {
    await scene.close();
  }
}

function sizesOf({ quick, kind }: Stage): [number, number] {
  const incidents = quick ? 40 : kind === 'embedded' ? 2000 : 100_000;
  return [incidents, incidents * entriesEach];
}

/** Makes the history where it is not kept from an earlier run. */
async function fill(
  stage: Stage,
  database: OwnDatabase,
  { incidents, place }: { incidents: number; place: string },
): Promise<void> {
  const { ctx, close } = await openRecord(database);
  try {
    const there = await ctx.db.prisma.incident.count();
    if (there >= incidents) return;
    if (there > 0) throw new Error('The history that was kept is not whole: remove its folder');
    const { id } = await declareOne(ctx, 1, place);
    await copyEntries(ctx.db.pool, id, entriesEach);
    await fillHistory(ctx.db.pool, { template: id, incidents, open: openAtOnce }, stage.say);
    // Nothing of it is to be sent.
    await ctx.db.pool.query('DELETE FROM effect');
    await ctx.db.pool.query('DELETE FROM graphile_worker._private_jobs');
    await ctx.db.pool.query('UPDATE incident SET wake_at = NULL');
  } finally {
    await close();
  }
}
