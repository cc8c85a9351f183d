import { compare, inPairs, type Line, ms, quantile, times } from '../figures.ts';
import { setScene, type Stage } from '../stage.ts';
import type { Program } from '../start-program.ts';

/** What a bot holds while nothing happens, and how long it takes until it is ready on a database that is there already. */
export async function idle(stage: Stage): Promise<Line[]> {
  const scene = await setScene(stage);
  try {
    const own = await stage.database();
    await (await scene.startMuster(own)).stop();
    const memory: [number[], number[]] = [[], []];
    const look = async (program: Program, kept: number[]): Promise<number[]> => {
      await new Promise((resolve) => setTimeout(resolve, stage.quick ? 200 : 4000));
      kept.push(program.memory());
      await program.stop();
      return [program.readyAfter];
    };
    const [ours, theirs] = await inPairs(
      stage.quick ? 1 : 5,
      async () => look(await scene.startMuster(own), memory[0]),
      async () => look(await scene.startFloor('bolt'), memory[1]),
    );
    const [start, least] = [quantile(ours, 0.5), quantile(theirs, 0.5)];
    return [
      compare({
        measure: 'Idle memory',
        muster: quantile(memory[0], 0.5),
        floor: quantile(memory[1], 0.5),
        most: 2.5,
        show: (megabytes) => `${Math.round(megabytes)} MB`,
        limit:
          stage.kind === 'embedded'
            ? 'The database itself, which is in this process'
            : 'Code: Bolt as in the floor, then Prisma with its query compiler, graphile-worker, zod, LiquidJS',
      }),
      {
        measure: 'Start → ready, the database there',
        muster: ms(start),
        floor: ms(least),
        ratio: times(start / least),
        aim: '≤ 3 s',
        met: start <= 3000,
        limit: stage.kind === 'embedded' ? 'Opening the database' : 'Loading code; then the looks before the first job',
      },
    ];
  } finally {
    await scene.close();
  }
}
