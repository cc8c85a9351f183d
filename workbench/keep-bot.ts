import type { LiveTrouble } from '../sandbox/live/protocol.ts';
import type { BotAtWork } from './bot-at-work.ts';
import { type BotProcess, type BotProgram, startBotProcess } from './bot-process.ts';
import type { Scene } from './scene.ts';

/** The bot of a scene, which can be killed and started again. While there is none, nothing is due. */
export type KeptBot = BotAtWork & {
  state(): LiveTrouble['bot'];
  /** Resolves when it runs; rejects when it cannot. */
  start(): Promise<void>;
  kill(): Promise<void>;
  stop(): Promise<void>;
  moveClock(): Promise<void>;
};

/** Keeps the bot of one scene; `changed` hears when it comes and goes. */
export function keepBot(
  scene: Scene,
  { program, logFile, changed }: { program: Promise<BotProgram>; logFile: string; changed: () => void },
): KeptBot {
  let bot: BotProcess | null = null;
  let state: LiveTrouble['bot'] = 'down';
  let starting: Promise<void> | null = null;
  let life = new AbortController();

  function be(now: LiveTrouble['bot']): void {
    state = now;
    changed();
  }
  async function launch(): Promise<void> {
    be('starting');
    const { signal } = (life = new AbortController());
    try {
      const started = await startBotProcess({
        program: await program,
        settings: scene.settings,
        logFile,
        signal,
        whenGone: () => {
          bot = null;
          if (state !== 'starting') be('down');
        },
      });
      // It may have been moved on while it started.
      await started.moveClock();
      bot = started;
      scene.sandbox.deliverTo({ kind: 'http', url: `${started.url}/slack/events` });
      scene.pager.subscribe({ url: `${started.url}/pagerduty/webhook`, secrets: [scene.pager.webhookSecret] });
      be('up');
    } catch (error) {
      be('down');
      // Whoever ended it while it started knows.
      if (!signal.aborted) throw error;
    }
  }
  /** What a bot answers; of one that ends meanwhile, what none would. */
  async function ask<T>(what: (running: BotProcess) => Promise<T>, otherwise: T): Promise<T> {
    const running = bot;
    if (running === null) return otherwise;
    try {
      return await what(running);
    } catch (error) {
      if (bot !== running) return otherwise;
      throw error;
    }
  }
  return {
    state: () => state,
    start: () => {
      if (bot !== null) return Promise.resolve();
      starting ??= launch().finally(() => {
        starting = null;
      });
      return starting;
    },
    kill: async () => {
      life.abort();
      await starting?.catch(() => {}); // whoever started it hears of it
      await bot?.kill();
    },
    stop: async () => {
      // One that starts has nothing to lose.
      if (starting !== null) life.abort();
      await starting?.catch(() => {});
      await bot?.stop();
    },
    moveClock: () => ask((running) => running.moveClock(), undefined),
    look: () => ask((running) => running.look(), []),
    nextJob: () => ask((running) => running.nextJob(), null),
    nextTimer: () => ask((running) => running.nextTimer(), null),
    nudge: () => bot?.nudge(),
  };
}
