import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import type { Logger } from 'pino';
import { type Config, ConfigError, parseConfig, secretsOf } from './config.ts';
import { UserError } from './errors.ts';
import { makeLog } from './log.ts';
import { startBot } from './start-bot.ts';

const config = readConfig();
const log = makeLog({ level: config.logLevel, secrets: secretsOf(config) });
await run(config, log);

function readConfig(): Config {
  if (existsSync('.env')) loadEnvFile('.env');
  try {
    return parseConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return refuse(error.message, error.problems, nextStep());
  }
}

async function run(config: Config, log: Logger): Promise<void> {
  // Whatever is under way is recorded, so a start anew loses nothing; an unknown state might.
  process.on('uncaughtException', (err) => {
    log.fatal({ err }, 'An error that nobody expected; Muster ends and should be started again');
    process.exit(1);
  });
  process.on('unhandledRejection', (err) => log.error({ err }, 'A promise failed that nobody waited for'));
  const starting = startBot(config, {
    log,
    // Beside the log, which is for machines.
    tell: (lines) => process.stderr.write(`${lines.join('\n')}\n`),
  });
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'Stopping');
    // Whatever hangs: what is not done is recorded, and the next start does it.
    setTimeout(() => process.exit(0), 9500).unref();
    const stopped = starting.then((bot) => bot.stop());
    void stopped
      .catch((err: unknown) => log.error({ err }, 'Stopping did not go smoothly'))
      .finally(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  try {
    await starting;
  } catch (error) {
    const lines = readableLines(error);
    if (lines !== null) refuse('Muster cannot start.', lines);
    log.fatal({ err: error }, 'Muster cannot start');
    process.exit(1);
  }
}

/** The lines of an error that was written for people; null for a bug. */
function readableLines(error: unknown): string[] | null {
  if (error instanceof UserError) return [...error.message.split('\n'), error.remedy];
  return null;
}

function nextStep(): string {
  return existsSync('.env')
    ? 'Mend them in .env, then: npm start'
    : 'Next: cp .env.example .env, write them there, then: npm start. There is no Slack app yet? https://api.slack.com/apps → Create New App → From a manifest → paste manifest.yaml.';
}

function refuse(first: string, lines: readonly string[], last?: string): never {
  const all = [first, ...lines.map((line) => `  ${line}`), ...(last === undefined ? [] : [last])];
  process.stderr.write(`${all.join('\n')}\n`);
  process.exit(1);
}
