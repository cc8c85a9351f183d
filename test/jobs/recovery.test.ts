import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ctx } from '../../src/context.ts';
import type { Database } from '../../src/db/connect.ts';
import { audit } from '../../src/jobs/audit.ts';
import { makeSweeper } from '../../src/jobs/sweep-dead.ts';
import { openTestDatabase } from '../support/database.ts';
import { members } from '../support/policy.ts';
import { type Stage, stageNow, startStage } from './stage.ts';
import { proves } from '../promises/proves.ts';

const seconds = 1000;
const minutes = 60 * seconds;
const days = 24 * 60 * minutes;

let database: Database;
let stage: Stage;
let closeDatabase: () => Promise<void>;

beforeAll(async () => {
  const opened = await openTestDatabase();
  database = opened.database;
  closeDatabase = opened.close;
  stage = await startStage(database);
});
afterAll(async () => {
  await stage.close();
  await closeDatabase();
});

/** This process as one of several on a server. */
function amongReplicas(): Ctx {
  return { ...stage.ctx, db: { ...database, embedded: false } };
}

async function otherProcess(id: string): Promise<{ beats(): Promise<void>; isDead(): Promise<boolean> }> {
  const beats = async (): Promise<void> => {
    await database.prisma.process.upsert({
      where: { id },
      create: { id, startedAt: stageNow(), heartbeatAt: stageNow() },
      update: { heartbeatAt: stageNow() },
    });
  };
  await beats();
  return {
    beats,
    isDead: async () => (await database.prisma.process.findUnique({ where: { id } }))?.stoppedAt !== null,
  };
}

async function jobs(key: string): Promise<{ run_at: Date; locked_by: string | null }[]> {
  const { rows } = await database.pool.query(
    'SELECT run_at, locked_by FROM graphile_worker._private_jobs WHERE key = $1',
    [key],
  );
  return rows;
}

test('a process that was killed is found dead within 25 s, and what it held is free', async () => {
  const incident = await stage.declare();
  await stage.settle();
  await stage.worker.stop();
  const look = makeSweeper(amongReplicas());
  const other = await otherProcess('killed');
  await stage.command(incident, { type: 'changeSeverity', by: members.ana, to: 'P0', why: null });
  const lane = `${incident.id}:channel`;
  await database.prisma.effect.updateMany({
    where: { lane, state: 'planned' },
    data: { state: 'sending', owner: 'killed', sendingAt: stageNow() },
  });
  await database.pool.query(
    `UPDATE graphile_worker._private_jobs SET locked_by = 'killed', locked_at = now() WHERE key = $1`,
    [`wake:${incident.id}`],
  );

  for (let second = 0; second <= 24; second += 2) {
    await look();
    stage.forward(2 * seconds);
  }

  expect(await other.isDead()).toBe(true);
  const left = await database.prisma.effect.findMany({ where: { lane, state: 'sending' }, select: { owner: true } });
  expect(left.length).toBeGreaterThan(0);
  expect(left.every(({ owner }) => owner === null)).toBe(true);
  expect((await jobs(`wake:${incident.id}`)).map(({ locked_by }) => locked_by)).toEqual([null]);
  stage = await startStage(database, { sandboxFrom: stage.sandbox, processId: 'after the kill' });
  await stage.settle();
  expect(await database.prisma.effect.count({ where: { state: 'sending' } })).toBe(0);
  proves('P2.6');
});

test('a clock that jumps by an hour makes nobody look dead', async () => {
  const look = makeSweeper(amongReplicas());
  const other = await otherProcess('living');
  await look();
  stage.forward(60 * minutes);
  for (let looks = 0; looks < 3; looks += 1) await look();
  expect(await other.isDead()).toBe(false);

  await other.beats();
  await look();
  expect(await other.isDead()).toBe(false);
  await database.prisma.process.delete({ where: { id: 'living' } });
});

test('a timer and a lane whose jobs went missing get them again', async () => {
  const incident = await stage.declare();
  await stage.settle();
  await stage.worker.stop();
  await stage.command(incident, { type: 'note', by: members.ana, text: 'a note' });
  await stage.command(incident, { type: 'changeSeverity', by: members.ana, to: 'P0', why: null });
  await database.pool.query('DELETE FROM graphile_worker._private_jobs WHERE key LIKE $1', [`%${incident.id}%`]);
  const { wakeAt } = await database.prisma.incident.findUniqueOrThrow({ where: { id: incident.id } });
  stage.forward((wakeAt?.getTime() ?? 0) - stageNow().getTime() + 31 * seconds);

  await audit(stage.ctx);

  expect(await jobs(`wake:${incident.id}`)).toHaveLength(1);
  expect(await jobs(`drain:${incident.id}:channel`)).toHaveLength(1);
  stage = await startStage(database, { sandboxFrom: stage.sandbox, processId: 'after the audit' });
  await stage.settle();
  proves('U3');
});

test('what Slack delivered more than three days ago is forgotten, the rest is not', async () => {
  const old = new Date(stageNow().getTime() - 3 * days - minutes);
  await database.prisma.delivery.createMany({
    data: [
      { workspace: 'T1', key: 'old', at: old },
      { workspace: 'T1', key: 'new', at: stageNow() },
    ],
  });

  await audit(stage.ctx);

  const kept = await database.prisma.delivery.findMany({ where: { workspace: 'T1' } });
  expect(kept.map(({ key }) => key)).toEqual(['new']);
});

test('after more than two minutes away, every open incident hears once what was late', async () => {
  const incident = await stage.declare({ severity: 'P0' });
  await stage.settle();
  await stage.worker.stop();
  stage.forward(20 * minutes);

  for (const processId of ['back', 'back again']) {
    stage = await startStage(database, { sandboxFrom: stage.sandbox, processId });
    await stage.settle();
    await stage.worker.stop();
    stage.forward(1 * minutes);
  }
  stage = await startStage(database, { sandboxFrom: stage.sandbox, processId: 'and on' });
  await stage.settle();

  const { channel } = await stage.incident(incident.id);
  const confessions = stage.sandbox
    .channel(`#${channel?.name}`)
    .texts()
    .filter((text) => /I was (down|away)/.test(text));
  expect(confessions).toHaveLength(1);
  proves('U15');
});

test('a process that stood still before its call, and was taken for dead, does not post what another one posts', async () => {
  const other = await otherProcess('faster');
  const incident = await stage.declare();
  const id = `${incident.id}:receipt`;
  let stoodStill = false;
  const forget = stage.sandbox.beforeCall(async ({ method }) => {
    if (method !== 'conversations.open') return;
    forget();
    stage.forward(1 * minutes);
    await other.beats();
    await database.prisma.effect.update({ where: { id }, data: { owner: 'faster', sendingAt: stageNow() } });
    stoodStill = true;
  });
  // Until it has come to its call. Not until all is settled: among replicas the other one would be found dead meanwhile.
  await stage.sandbox.eventually(() => expect(stoodStill).toBe(true), { within: 15_000 });
  await stage.worker.idle();
  const receipts = () =>
    stage.sandbox.calls.filter(
      ({ method, args }) => method === 'chat.postMessage' && JSON.stringify(args).includes(id),
    );
  expect(receipts()).toEqual([]);

  // It dies without having posted.
  await database.prisma.process.update({ where: { id: 'faster' }, data: { stoppedAt: stageNow() } });
  stage.forward(1 * minutes);
  await audit(stage.ctx);
  await stage.settle();
  expect(receipts()).toHaveLength(1);
});

test('a call that runs when the process is asked to stop is finished and recorded; what follows it is left for the next', async () => {
  const incident = await stage.declare();
  await stage.settle();
  const called = new Promise<void>((resolve) => {
    const forget = stage.sandbox.beforeCall(({ method }) => {
      if (method !== 'chat.postMessage') return;
      forget();
      resolve();
    });
  });
  stage.sandbox.faults.add({ method: 'chat.postMessage', times: 1, fault: { kind: 'slow', ms: 500 } });
  const update = {
    type: 'postUpdate',
    by: members.ana,
    status: null,
    know: null,
    done: null,
    next: null,
    eta: null,
    nextIn: null,
  } as const;
  await stage.command(incident, { ...update, text: 'under way' });
  await stage.command(incident, { ...update, text: 'still planned' });
  await called;

  await stage.worker.stop();

  const lane = { lane: `${incident.id}:channel` };
  expect(await database.prisma.effect.count({ where: { ...lane, state: 'sending' } })).toBe(0);
  stage = await startStage(database, { sandboxFrom: stage.sandbox, processId: 'the next' });
  await stage.settle();
  expect(await database.prisma.effect.count({ where: { ...lane, state: { in: ['planned', 'sending'] } } })).toBe(0);
  const { channel } = await stage.incident(incident.id);
  const texts = stage.sandbox.channel(`#${channel?.name}`).texts().join('\n');
  expect(texts.match(/under way/g)).toHaveLength(1);
});
