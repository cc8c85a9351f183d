import { createHttpCourier } from '../../sandbox/delivery/http-courier.ts';
import { newTrigger } from '../../sandbox/delivery/interact.ts';
import { newResponseUrl } from '../../sandbox/delivery/response-url.ts';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { compare, inPairs, type Line, quantile } from '../figures.ts';
import { setScene, type Stage } from '../stage.ts';
import { type Program, until } from '../start-program.ts';

const ana = 'U01ANA0001';

/** A slash command until it is acknowledged; Muster reads its list for it afterwards, the floor does nothing. */
export async function acknowledged(stage: Stage): Promise<Line[]> {
  const scene = await setScene(stage);
  const { sandbox } = scene;
  try {
    const muster = await scene.startMuster(await stage.database());
    const floor = await scene.startFloor('bolt');
    const lines: Line[] = [];
    for (const [atOnce, bursts] of stage.quick
      ? [
          [1, 5],
          [16, 2],
        ]
      : [
          [1, 500],
          [16, 40],
        ]) {
      const one = (program: Program, answers: boolean) => () =>
        burst(sandbox, program, { atOnce: atOnce ?? 1, answers });
      await inPairs(3, one(muster, true), one(floor, false));
      const [ours, theirs] = await inPairs(bursts ?? 1, one(muster, true), one(floor, false));
      const limit =
        atOnce === 1
          ? 'Bolt’s own reading of a request; the slowest hundredth of the floor is several times its median as well'
          : 'One thread: whoever is acknowledged last waits until all before it were read';
      for (const [share, name, most] of [
        [0.5, 'p50', 1.3],
        [0.99, 'p99', 1.5],
      ] as const)
        lines.push(
          compare({
            measure: `Slash command acknowledged, ${name}, ${atOnce} at a time`,
            muster: quantile(ours, share),
            floor: quantile(theirs, share),
            most,
            limit,
          }),
        );
    }
    return lines;
  } finally {
    await scene.close();
  }
}

async function burst(
  sandbox: Sandbox,
  program: Program,
  { atOnce, answers }: { atOnce: number; answers: boolean },
): Promise<number[]> {
  const { workspace } = sandbox;
  const courier = createHttpCourier({ url: `${program.url}/slack/events`, signingSecret: sandbox.signingSecret });
  const channel = workspace.channels[0]?.id ?? '';
  workspace.ephemerals.length = 0;
  const taken = await Promise.all(
    Array.from({ length: atOnce }, async () => {
      const payload = {
        team_id: workspace.teamId,
        channel_id: channel,
        channel_name: 'general',
        user_id: ana,
        user_name: 'ana',
        command: '/incident',
        text: 'list',
        api_app_id: workspace.appId,
        response_url: newResponseUrl(workspace, { user: ana, channel }),
        trigger_id: newTrigger(workspace, ana),
      };
      const began = performance.now();
      const receipt = await courier.send({ kind: 'slash_commands', payload });
      if (receipt.kind === 'failed') throw new Error(`A command was not acknowledged: ${receipt.reason}`);
      return performance.now() - began;
    }),
  );
  // The next one finds it idle.
  if (answers) await until(() => (workspace.ephemerals.length >= atOnce ? true : null), 'the answers');
  return taken;
}
