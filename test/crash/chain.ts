import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { inject } from 'vitest';
import { z } from 'zod';
import { type PagerDutySandbox, startPagerDuty } from '../../sandbox/pagerduty/start-pagerduty.ts';
import { type Sandbox, startSandbox } from '../../sandbox/start-sandbox.ts';
import { type Database, openDatabase } from '../../src/db/connect.ts';
import { people } from '../jobs/stage.ts';
import { makeTestDatabase } from '../support/database.ts';
import { members } from '../support/policy.ts';
import { type EffectType, type Moment, type Row, channelName, rows } from './rows.ts';

/** An effect of an incident that is under way when the bot dies. */
export type Target = { title: string; effect: EffectType };

/** One death: all targets are under way at that moment. */
export type Death = { moment: Moment; targets: Target[] };

/** A bot on one database that is killed and started again, and the workspace that it works in. */
export type Chain = {
  sandbox: Sandbox;
  pagerDuty: PagerDutySandbox;
  /** Declares an incident and answers its id. */
  declare(title: string): Promise<string>;
  /** Somebody answers, so that no later page waits behind this one. */
  acknowledge(incidentId: string): Promise<void>;
  /** Calls it off. */
  cancel(incidentId: string): Promise<void>;
  /** Waits until every effect is finished, and answers how long that took since the last start, in milliseconds. */
  finish(): Promise<number>;
  /** Has the effects provoked, waits for the death that they meet, and starts the bot again. */
  die(death: Death, provoke: (send: Send) => void): Promise<void>;
  /** The database, while the bot runs. */
  database: () => Promise<Database>;
  close(): Promise<void>;
};

/** Orders that nobody waits for: the bot may die of them. */
export type Send = {
  /** With `page`: for an incident of PagerDuty that rings somebody already. */
  declare(title: string, page?: { id: string; url: string }): void;
  resolve(incidentId: string): void;
  makePrivate(incidentId: string): void;
  archive(incidentId: string): void;
  /** The handover of a turn is told. */
  turn(): void;
  /** Somebody has read the runbook again. */
  read(): void;
};

const answered = z.object({ type: z.literal('done'), answer: z.string().nullable() });
const patience = 60_000;
const lookEvery = 200;

/** Starts a workspace and the bot. */
export async function startChain(): Promise<Chain> {
  const sandbox = await startSandbox({ manifest: 'manifest.yaml', people });
  const pagerDuty = await startPagerDuty({
    users: people.map(({ id, realName }) => ({
      id: id.replace(/^U/, 'P'),
      name: realName,
      email: sandbox.workspace.users.find((user) => user.id === id)?.email ?? '',
    })),
  });
  const files = await makeTestDatabase();
  let bot = await startBot();
  let startedAt = performance.now();
  let joined: Database | null = null;

  async function startBot(): Promise<ChildProcess> {
    const child = fork(inject('programs').crash, {
      execArgv: ['--liftoff-only'],
      env: {
        ...process.env,
        MUSTER_TEST_FOLDER: files.folder,
        ...(files.databaseUrl === undefined ? {} : { MUSTER_TEST_URL: files.databaseUrl }),
        SLACK_BOT_TOKEN: sandbox.botToken,
        SLACK_API_URL: sandbox.apiUrl,
        PAGERDUTY_API_URL: pagerDuty.url,
        PAGERDUTY_API_TOKEN: pagerDuty.token,
        PAGERDUTY_FROM_EMAIL: pagerDuty.fromEmail,
        PAGERDUTY_SERVICE: pagerDuty.serviceId,
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

  async function ask(order: object): Promise<string | null> {
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

  /** Kills the bot when the workspace holds the calls of all targets. */
  function killAtCalls({ moment, targets }: Death): () => void {
    let waitedFor = targets;
    const held: string[] = [];
    let letGo = (): void => {};
    const everyoneIsHeld = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const hook = async (call: Parameters<Row['isCall']>[0]): Promise<void> => {
      const found = waitedFor.find(({ title, effect }) =>
        rows[effect].isCall(call, { title, channel: channelOf(title) }),
      );
      if (found === undefined) return;
      waitedFor = waitedFor.filter((one) => one !== found);
      held.push(call.method);
      if (waitedFor.length === 0) {
        await kill();
        // What a dead process did not send never arrives: the calls that announced themselves are dropped.
        if (moment === 'before the call')
          for (const method of held)
            (method.includes(' ') ? pagerDuty : sandbox).faults.add({ method, times: 1, fault: { kind: 'reset' } });
        letGo();
      }
      await everyoneIsHeld;
    };
    const disarms = [sandbox, pagerDuty].map((one) =>
      moment === 'before the call' ? one.beforeCall(hook) : one.afterCall(hook),
    );
    return () => {
      for (const disarm of disarms) disarm();
    };
  }

  const declaration = (title: string, page: { id: string; url: string } | null = null) => ({
    type: 'declare',
    title,
    declaredBy: members.gil,
    workspace: sandbox.teamId,
    page,
  });

  async function die(death: Death, provoke: (send: Send) => void): Promise<void> {
    const { moment, targets } = death;
    const ended = once(bot, 'exit');
    const disarm = moment === 'after the record' ? () => {} : killAtCalls(death);
    if (moment === 'after the record') await ask({ type: 'dieOnRecord', targets });
    provoke({
      declare: (title, page) => void bot.send(declaration(title, page)),
      resolve: (incidentId) => void bot.send({ type: 'resolve', incidentId, by: members.ana }),
      archive: (incidentId) => void bot.send({ type: 'archive', incidentId, by: members.ana }),
      turn: () => void bot.send({ type: 'turn' }),
      read: () => void bot.send({ type: 'read', by: members.ana, workspace: sandbox.teamId }),
      makePrivate: (incidentId) => void bot.send({ type: 'makePrivate', incidentId, by: members.gil }),
    });
    await Promise.race([ended, tooLate(`the death ${moment} of ${targets.map(({ effect }) => effect).join(', ')}`)]);
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

  async function unfinished(): Promise<number> {
    const { prisma } = await database();
    return prisma.effect.count({ where: { state: { in: ['planned', 'sending'] } } });
  }

  return {
    sandbox,
    pagerDuty,
    declare: async (title) => {
      const id = await ask(declaration(title));
      if (id === null) throw new Error(`${title} was declared before`);
      return id;
    },
    acknowledge: async (incidentId) => void (await ask({ type: 'acknowledge', incidentId, by: members.ana })),
    cancel: async (incidentId) => void (await ask({ type: 'cancel', incidentId, by: members.ana })),
    die,
    database,
    finish: async () => {
      await waitFor('the end of all effects', async () => (await unfinished().catch(() => 1)) === 0);
      return performance.now() - startedAt;
    },
    close: async () => {
      await joined?.close();
      await kill();
      await sandbox.close();
      await pagerDuty.close();
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
