import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { clockOffset } from '../sandbox/clock.ts';
import { isObject, textOf, textsOf } from '../sandbox/json.ts';
import { moveChildClock } from '../sandbox/move-child-clock.ts';
import type { BotAtWork } from './bot-at-work.ts';

/** The bot in a process of its own, which can be killed. */
export type BotProcess = BotAtWork & {
  /** Where it takes HTTP. */
  url: string;
  /** Brings its clock to this process's; resolves when it is there. */
  moveClock(): Promise<void>;
  /** Ends it at once, as kill -9 does. */
  kill(): Promise<void>;
  /** Ends it as a deployment does; after 10 s at once. */
  stop(): Promise<void>;
};

/** The two files of the bot's process: what it runs, and what follows the clock. */
export type BotProgram = { bot: string; clock: string };

const patience = 60_000;

/**
 * Starts the bot with those settings and no others: what is set for a real installation must not reach it. `whenGone` hears of
 * its end, whoever ended it. Rejects when it cannot start.
 */
export async function startBotProcess(options: {
  program: BotProgram;
  settings: Record<string, string>;
  logFile: string;
  whenGone: () => void;
  /** Ends it, also while it starts. */
  signal: AbortSignal;
}): Promise<BotProcess> {
  mkdirSync(dirname(options.logFile), { recursive: true });
  const log = openSync(options.logFile, 'a');
  const child = fork(options.program.bot, {
    // To make the embedded database's code faster costs more than this bot has queries.
    execArgv: ['--liftoff-only', '--import', pathToFileURL(options.program.clock).href],
    env: { PATH: process.env.PATH ?? '', TZ: 'UTC', SANDBOX_CLOCK_OFFSET: String(clockOffset()), ...options.settings },
    stdio: ['ignore', log, log, 'ipc'],
    serialization: 'json',
    signal: options.signal,
    killSignal: 'SIGKILL',
  });
  // Of a process that ends while it is told something; its end is heard of by `exit`.
  child.on('error', () => {});
  closeSync(log);
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  void gone.then(options.whenGone);
  const end = async (signal: NodeJS.Signals, within: number): Promise<void> => {
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), within);
    await gone;
    clearTimeout(late);
  };
  const url = await ready(child, options.logFile).catch(async (error: unknown) => {
    await end('SIGKILL', 0);
    throw error;
  });
  const ask = makeAsk(child, gone);
  const dateOr = async (what: string): Promise<Date | null> => {
    const answer = await ask(what);
    return typeof answer === 'string' ? new Date(answer) : null;
  };
  return {
    url,
    moveClock: () => moveChildClock(child),
    kill: () => end('SIGKILL', 0),
    stop: () => end('SIGTERM', 10_000),
    look: async () => textsOf(await ask('look')),
    nextJob: () => dateOr('next job'),
    nextTimer: () => dateOr('next timer'),
    nudge: () => void ask('nudge').catch(() => {}), // of a process that has just ended nothing is wanted
  };
}

function ready(child: ChildProcess, logFile: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const refuse = (why: string): void => reject(new Error(`The bot did not start: ${why} Its log is ${logFile}.`));
    const late = setTimeout(() => refuse('it said nothing for a minute.'), patience);
    const gone = (): void => refuse('it ended.');
    child.once('exit', gone);
    child.on('message', function heard(message: unknown) {
      if (!isObject(message) || (message.type !== 'ready' && message.type !== 'failed')) return;
      clearTimeout(late);
      child.off('message', heard).off('exit', gone);
      if (message.type === 'ready') resolve(textOf(message.url));
      else refuse(textOf(message.reason));
    });
  });
}

/** Asks over IPC and waits for the answer; rejects when the process ends before. */
function makeAsk(child: ChildProcess, gone: Promise<void>): (what: string) => Promise<unknown> {
  const waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>();
  let last = 0;
  child.on('message', (message: unknown) => {
    if (!isObject(message) || message.type !== 'answer' || typeof message.id !== 'number') return;
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error === undefined) asked?.resolve(message.answer);
    else asked?.reject(new Error(textOf(message.error)));
  });
  void gone.then(() => {
    for (const { reject } of waiting.values()) reject(new Error('The bot has ended.'));
    waiting.clear();
  });
  return (what) =>
    new Promise((resolve, reject) => {
      if (!child.connected) return reject(new Error('The bot has ended.'));
      last += 1;
      waiting.set(last, { resolve, reject });
      child.send({ type: 'ask', id: last, what }, (error) => {
        if (error) reject(error);
      });
    });
}
