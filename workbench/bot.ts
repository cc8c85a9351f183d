// The bot as a process of the sandbox: started as src/main.ts starts it, it says over IPC when it runs, and answers whether it
// has something to do. Its clock is the sandbox's (`--import sandbox/preload-clock.ts`).
import { isObject } from '../sandbox/json.ts';
import { parseConfig, secretsOf } from '../src/config.ts';
import { UserError } from '../src/errors.ts';
import { makeLog } from '../src/log.ts';
import { startBot } from '../src/start-bot.ts';
import { type BotAtWork, botAtWork } from './bot-at-work.ts';

// The terminal's Ctrl-C is for the one who started this, who then ends it.
process.on('SIGINT', () => {});
// Whoever started it is gone, even by kill -9: nothing of the sandbox stays behind.
process.on('disconnect', () => process.exit(0));

const config = parseConfig(process.env);
const log = makeLog({ level: config.logLevel, secrets: secretsOf(config) });
process.on('unhandledRejection', (err) => log.error({ err }, 'A promise failed that nobody waited for'));
await start();

async function start(): Promise<void> {
  try {
    const bot = await startBot(config, { log });
    const atWork = botAtWork(bot);
    process.on('SIGTERM', () => void bot.stop().finally(() => process.exit(0)));
    process.on('message', (message: unknown) => void answer(atWork, message));
    process.send?.({ type: 'ready', url: bot.url });
  } catch (error) {
    log.fatal({ err: error }, 'Muster cannot start');
    const reason = error instanceof UserError ? `${error.message} ${error.remedy}` : String(error);
    process.send?.({ type: 'failed', reason }, () => process.exit(1));
  }
}

async function answer(bot: BotAtWork, message: unknown): Promise<void> {
  if (!isObject(message) || message.type !== 'ask') return;
  const { id, what } = message;
  try {
    process.send?.({ type: 'answer', id, answer: await answerTo(bot, what) });
  } catch (error) {
    process.send?.({ type: 'answer', id, error: String(error) });
  }
}

async function answerTo(bot: BotAtWork, what: unknown): Promise<string | string[] | null> {
  switch (what) {
    case 'look':
      return bot.look();
    case 'next job':
      return (await bot.nextJob())?.toISOString() ?? null;
    case 'next timer':
      return (await bot.nextTimer())?.toISOString() ?? null;
    default:
      bot.nudge();
      return null;
  }
}
