import { join } from 'node:path';
import { installClock } from '../sandbox/clock.ts';
import type { AroundRequest } from '../sandbox/live/answer-request.ts';
import type { LiveTrouble } from '../sandbox/live/protocol.ts';
import type { Page } from '../sandbox/live/serve-files.ts';
import { type Live, startLive } from '../sandbox/live/start-live.ts';
import { bundlePrograms } from './bundle-programs.ts';
import { makeClock } from './clock.ts';
import { makeDemo, type Pace, readable } from './demo.ts';
import { type KeptBot, keepBot } from './keep-bot.ts';
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
  const bundling = bundlePrograms({
    bot: join(import.meta.dirname, 'bot.ts'),
    clock: join(import.meta.dirname, '../sandbox/preload-clock.ts'),
  });
  const program = bundling.then(({ fileOf }) => ({ bot: fileOf('bot'), clock: fileOf('clock') }));
  await needPort(options.port ?? 0);
  const [folder, stateFile] = [join(options.folder, 'scene'), join(options.folder, 'scene/state.json')];
  const found = readState(stateFile);
  const kept = options.runbook === null || found?.runbook === options.runbook ? found : null;
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
  async function press(page: string, act: 'acknowledge' | 'resolve', as: string): Promise<void> {
    const { pager, sandbox } = scene;
    const name = sandbox.workspace.users.find(({ id }) => id === as)?.realName ?? as;
    const by = pager.account.users.find((user) => user.name === name);
    if (!by) throw new Error(`${name} has no login at PagerDuty.`);
    await pager.press(act, { incident: page, by: by.id });
    live?.tell('outside');
  }
  async function makeTrouble(wanted: Extract<AroundRequest, { type: 'trouble' }>): Promise<void> {
    if (wanted.slack) scene.trouble.set(wanted.slack);
    if (wanted.pagerDuty === 'down') scene.pager.faults.down();
    if (wanted.pagerDuty === 'well') scene.pager.faults.up();
    live?.tell('trouble');
    if (wanted.bot) await bot.kill();
    if (wanted.bot === 'restart') await bot.start();
  }
  async function obey(request: AroundRequest): Promise<void> {
    switch (request.type) {
      case 'forward':
        needOwnClock();
        return clock.forward(request.by);
      case 'speed':
        needOwnClock();
        return clock.play(request.speed);
      case 'trouble':
        return makeTrouble(request);
      case 'page':
        return press(request.page, request.act, request.as);
      case 'reset':
        return reset(request.runbook);
      case 'demo':
        return playDemo(request.on);
    }
  }
  function needOwnClock(): void {
    if (demo.state().playing) throw new Error('The demo moves the clock. Stop it, and it is yours.');
  }
  function playDemo(on: boolean): void {
    if (!on) return demo.stop();
    if (bot.state() !== 'up') throw new Error('The bot is not up yet. Wait for it, then play the demo.');
    clock.play(1);
    demo.play(scene);
  }

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
      obey,
    },
  });
  live = served;
  const watching = setInterval(lookAtTrouble, lookEvery);
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
