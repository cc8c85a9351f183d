import { join } from 'node:path';
import { installClock } from '../sandbox/clock.ts';
import type { AroundRequest } from '../sandbox/live/answer-request.ts';
import type { LiveTrouble } from '../sandbox/live/protocol.ts';
import type { Page } from '../sandbox/live/serve-files.ts';
import { type Live, startLive } from '../sandbox/live/start-live.ts';
import { makeClock } from './clock.ts';
import { type KeptBot, keepBot } from './keep-bot.ts';
import { outsideOf } from './pages.ts';
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

/** Puts everything together, with its files in `folder`; the page can be used before the bot runs. */
export async function startWorkbench(options: {
  folder: string;
  runbook: string;
  page: Page | null;
  port?: number;
}): Promise<Workbench> {
  installClock();
  const runbooks = listRunbooks();
  let scene = await setScene(options.runbook, join(options.folder, 'scene'));
  let bot = makeBot();
  let live: Live | null = null;
  let looking: NodeJS.Timeout | null = null;

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
    settle: async () => {
      const { sandbox, pager } = scene;
      await settleWorld(bot, {
        eventsDelivered: async () => {
          await sandbox.eventsDelivered();
          await pager.settled();
        },
      });
    },
    changed: () => live?.tell('clock'),
  });

  function makeBot(): KeptBot {
    return keepBot(scene, join(options.folder, 'bot.log'), () => {
      live?.tell('trouble');
      lookSoon();
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
    sandbox.workspace.bus.on('change', lookSoon);
    pager.afterCall(() => live?.tell('outside'));
  }
  const troubleNow = (): LiveTrouble => ({
    ...scene.trouble.state(),
    pagerDuty: scene.pager.faults.isDown() ? 'down' : 'well',
    bot: bot.state(),
  });

  async function reset(name: string): Promise<void> {
    if (!runbooks.some((one) => one.name === name)) throw new Error(`There is no runbook “${name}”.`);
    await bot.kill();
    await clock.hold(async () => {
      await scene.close();
      scene = await setScene(name, join(options.folder, 'scene'));
      bot = makeBot();
      watch(scene);
      live?.show(scene.sandbox);
    });
    await bot.start();
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
        return clock.forward(request.by);
      case 'speed':
        return clock.play(request.speed);
      case 'trouble':
        return makeTrouble(request);
      case 'page':
        return press(request.page, request.act, request.as);
      case 'reset':
        return reset(request.runbook);
      case 'demo':
        throw new Error('There is no demo yet.');
    }
  }

  watch(scene);
  const served = await startLive({
    sandbox: scene.sandbox,
    page: options.page,
    port: options.port,
    around: {
      clock: clock.state,
      outside: () => outsideOf(scene.pager),
      trouble: troubleNow,
      stage: () => ({ runbook: scene.name, runbooks, demo: { playing: false, caption: null } }),
      obey,
    },
  });
  live = served;
  const watching = setInterval(lookAtTrouble, lookEvery);
  watching.unref();
  return {
    url: served.url,
    botRuns: bot.start(),
    close: async () => {
      clearInterval(watching);
      clock.play(1);
      await bot.stop();
      if (looking !== null) clearTimeout(looking);
      await served.close();
      await scene.close();
    },
  };
}
