import { join } from 'node:path';
import { installClock } from '../sandbox/clock.ts';
import type { LiveTrouble } from '../sandbox/live/protocol.ts';
import type { Page } from '../sandbox/live/serve-files.ts';
import { type Live, startLive } from '../sandbox/live/start-live.ts';
import { bundlePrograms } from './bundle-programs.ts';
import { makeClock } from './clock.ts';
import { makeDemo, type Pace, readable } from './demo.ts';
import { type KeptBot, keepBot } from './keep-bot.ts';
import { type Around, obeyRequest } from './obey-request.ts';
import { outsideOf } from './pages.ts';
import { keepSoon } from './keep-soon.ts';
import { readState, writeState } from './kept-state.ts';
import { needPort } from './need-port.ts';
import { listRunbooks } from './runbooks.ts';
import { type Scene, setScene } from './scene.ts';
import { settleWorld } from './settle-world.ts';

/** The sandbox in the browser: workspace, PagerDuty, bot and clock. */
export type Workbench = {
  url: string;
  /** Resolves when the bot runs for the first time; rejects when it cannot. */
  botRuns: Promise<void>;
  close(): Promise<void>;
};

const lookEvery = 250;
const mostCalls = 4000;
/** Slack may be slow, and a step makes a dozen calls. */
const patience = 90_000;

/** Puts everything together, with its files in `folder`; the page can be used before the bot runs. */
export async function startWorkbench(options: {
  folder: string;
  /** The folder in runbooks/; null: the one that was kept, at first the generic one. */
  runbook: string | null;
  /** Null: a placeholder. */
  page: Promise<Page | null>;
  pace?: Pace;
  port?: number;
}): Promise<Workbench> {
  installClock();
  const runbooks = listRunbooks();
  await needPort(options.port ?? 0);
  const bundling = bundlePrograms({
    bot: join(import.meta.dirname, 'bot.ts'),
    clock: join(import.meta.dirname, '../sandbox/preload-clock.ts'),
  });
  const program = bundling.then(({ fileOf }) => ({ bot: fileOf('bot'), clock: fileOf('clock') }));
  const [folder, stateFile] = [join(options.folder, 'scene'), join(options.folder, 'scene/state.json')];
  const found = readState(stateFile);
  const isWanted = (name: string): boolean =>
    name === (options.runbook ?? name) && runbooks.some((one) => one.name === name);
  const kept = found !== null && isWanted(found.runbook) ? found : null;
  let scene = await setScene(options.runbook ?? kept?.runbook ?? 'generic', folder, kept);
  let bot = makeBot();
  let live: Live | null = null;
  let looking: NodeJS.Timeout | null = null;
  const keeping = keepSoon(() => writeState(stateFile, scene));

  const clock = makeClock({
    due: async () => {
      const times = [await bot.nextJob(), scene.trouble.until()].filter((time) => time !== null);
      return times.toSorted((one, other) => one.getTime() - other.getTime())[0] ?? null;
    },
    timer: () => bot.nextTimer(),
    isBotUp: () => bot.state() === 'up',
    moved: async () => {
      lookAtTrouble();
      await bot.moveClock();
    },
    settle,
    changed: () => {
      live?.tell('clock');
      keeping.soon();
    },
  });
  const demo = makeDemo({
    pace: options.pace ?? readable,
    forward: (minutes) => clock.forward({ minutes }),
    settle,
    changed: () => live?.tell('stage'),
  });

  async function settle(): Promise<void> {
    const { sandbox, pager } = scene;
    await settleWorld(bot, {
      eventsDelivered: async () => {
        await sandbox.eventsDelivered();
        await pager.settled();
      },
      patience,
    });
  }

  function makeBot(): KeptBot {
    return keepBot(scene, {
      program,
      logFile: join(options.folder, 'bot.log'),
      changed: () => {
        live?.tell('trouble');
        lookSoon();
      },
    });
  }
  function lookSoon(): void {
    looking ??= setTimeout(() => {
      looking = null;
      clock.look().catch(() => {}); // asked again with the next change
    }, lookEvery);
  }
  function lookAtTrouble(): void {
    if (scene.trouble.look()) live?.tell('trouble');
  }
  function watch({ sandbox, pager }: Scene): void {
    sandbox.workspace.bus.on('call', () => {
      // The log of a workspace that runs for days.
      if (sandbox.calls.length > mostCalls) sandbox.calls.splice(0, mostCalls / 2);
    });
    sandbox.workspace.bus.on('change', () => {
      lookSoon();
      keeping.soon();
    });
    pager.afterCall(() => live?.tell('outside'));
  }
  const troubleNow = (): LiveTrouble => ({
    ...scene.trouble.state(),
    pagerDuty: scene.pager.faults.isDown() ? 'down' : 'well',
    bot: bot.state(),
  });

  async function reset(name: string): Promise<void> {
    if (!runbooks.some((one) => one.name === name)) throw new Error(`There is no runbook “${name}”.`);
    demo.stop();
    await bot.kill();
    await clock.hold(async () => {
      // Somebody else may have begun anew meanwhile.
      await bot.kill();
      await scene.close();
      scene = await setScene(name, folder, null);
      bot = makeBot();
      watch(scene);
      live?.show(scene.sandbox);
      keeping.soon();
    });
    // The page shows how that goes.
    void bot.start().catch(() => {});
  }
  const around: Around = {
    scene: () => scene,
    bot: () => bot,
    clock,
    demo,
    reset,
    tell: (part) => live?.tell(part),
  };

  watch(scene);
  const botRuns = bot.start();
  // Whoever asks hears of it; until then it is nobody's.
  botRuns.catch(() => {});
  const served = await startLive({
    sandbox: scene.sandbox,
    page: await options.page,
    port: options.port,
    around: {
      clock: clock.state,
      outside: () => outsideOf(scene.pager),
      trouble: troubleNow,
      stage: () => ({ runbook: scene.name, runbooks, demo: demo.state() }),
      obey: (request) => obeyRequest(around, request),
    },
  });
  live = served;
  const watching = setInterval(() => {
    lookAtTrouble();
    // It has passed without anything to see: there is another by now.
    const { now, nextTimer } = clock.state();
    if (nextTimer !== null && nextTimer < now) lookSoon();
  }, lookEvery);
  watching.unref();
  return {
    url: served.url,
    botRuns,
    close: async () => {
      clearInterval(watching);
      demo.stop();
      clock.play(1);
      await bot.stop();
      if (looking !== null) clearTimeout(looking);
      await served.close();
      await scene.close();
      await keeping.now();
      await (await bundling).remove();
    },
  };
}
