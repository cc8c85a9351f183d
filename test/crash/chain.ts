import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import { type Sandbox, startSandbox } from '../../sandbox/start-sandbox.ts';
import { type Database, openDatabase } from '../../src/db/connect.ts';
import { people } from '../jobs/stage.ts';
import { makeTestDatabase } from '../support/database.ts';
import { members } from '../support/policy.ts';
import { type Moment, type Row, channelName } from './rows.ts';

/** One death: of which type of effect, at which moment, and of which incident. */
export type Death = { title: string; moment: Moment; row: Row };

/** A bot on one database that is killed and started again, and the workspace that it works in. */
export type Chain = {
  sandbox: Sandbox;
  /** Provokes the effect, waits for the death, and starts the bot again. */
  die(death: Death): Promise<void>;
  /** Waits until every effect is finished, and answers how long that took since the last start, in milliseconds. */
  finish(): Promise<number>;
  /** The database, while the bot runs. */
  database: () => Promise<Database>;
  close(): Promise<void>;
};

const answered = z.object({ type: z.literal('done'), answer: z.string().nullable() });
const patience = 60_000;
const lookEvery = 50;

/** Starts a workspace and the bot. */
export async function startChain(): Promise<Chain> {
  const sandbox = await startSandbox({ manifest: 'manifest.yaml', people });
  const files = await makeTestDatabase();
  let bot = await startBot();
  let startedAt = performance.now();
  let joined: Database | null = null;

  async function startBot(): Promise<ChildProcess> {
    const child = fork(join(import.meta.dirname, 'bot.ts'), {
      execArgv: ['--import', 'tsx'],
      env: {
        ...process.env,
        MUSTER_TEST_FOLDER: files.folder,
        ...(files.databaseUrl === undefined ? {} : { MUSTER_TEST_URL: files.databaseUrl }),
        SLACK_BOT_TOKEN: sandbox.botToken,
        SLACK_API_URL: sandbox.apiUrl,
      },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const ended = once(child, 'exit').then(() => {
      throw new Error('The bot ended before it was ready');
    });
    await Promise.race([once(child, 'message'), ended]);
    ended.catch(() => {}); // later it is meant to die
    return child;
  }

  async function ask(order: Record<string, string>): Promise<string | null> {
    const answer = once(bot, 'message');
    bot.send(order);
    const [message] = await answer;
    return answered.parse(message).answer;
  }

  function channelOf(title: string) {
    return sandbox.workspace.channels.find((channel) => channel.name === channelName(title));
  }

  async function kill(): Promise<void> {
    const ended = once(bot, 'exit');
    bot.kill('SIGKILL');
    await ended;
  }

  /** Kills the bot at the call, in the very moment in which the workspace holds it. */
  function killAtCall({ title, moment, row }: Death): () => void {
    let armed = true;
    const hook = async (call: Parameters<Row['isCall']>[0]): Promise<void> => {
      if (!armed || !row.isCall(call, { title, channel: channelOf(title) })) return;
      armed = false;
      // What a dead process did not send never arrives: the call that announced itself is dropped.
      if (moment === 'before the call') sandbox.faults.add({ method: call.method, times: 1, fault: { kind: 'reset' } });
      await kill();
    };
    return moment === 'before the call' ? sandbox.beforeCall(hook) : sandbox.afterCall(hook);
  }

  async function die(death: Death): Promise<void> {
    const { title, moment, row } = death;
    const ended = once(bot, 'exit');
    const declare = { type: 'declare', title, declaredBy: members.gil, workspace: sandbox.teamId };
    let incidentId: string | null = null;
    if (row.provokedBy !== 'declare') {
      incidentId = await ask(declare);
      await waitFor(`the opening of ${title}`, async () => (await unfinished(incidentId)) === 0);
    }
    const disarm = moment === 'after the record' ? () => {} : killAtCall(death);
    if (moment === 'after the record') await ask({ type: 'dieOnRecord', title, effect: row.record });
    bot.send(row.provokedBy === 'declare' ? declare : { type: row.provokedBy, incidentId: incidentId ?? '', by: members.ana });
    await Promise.race([ended, tooLate(`the death of ${title}`)]);
    disarm();
    await joined?.close();
    joined = null;
    bot = await startBot();
    startedAt = performance.now();
  }

  async function database(): Promise<Database> {
    joined ??= await openDatabase({ ...files, whenHeld: 'join' });
    return joined;
  }

  async function unfinished(incidentId: string | null): Promise<number> {
    const { prisma } = await database();
    const open = { state: { in: ['planned', 'sending'] } };
    return prisma.effect.count({ where: incidentId === null ? open : { ...open, incidentId } });
  }

  return {
    sandbox,
    die,
    database,
    finish: async () => {
      await waitFor('the end of all effects', async () => (await unfinished(null)) === 0);
      return performance.now() - startedAt;
    },
    close: async () => {
      await joined?.close();
      await kill();
      await sandbox.close();
      await files.remove();
    },
  };
}

async function waitFor(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + patience;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`Waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, lookEvery));
  }
}

async function tooLate(what: string): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, patience).unref());
  throw new Error(`Waited in vain for ${what}`);
}
