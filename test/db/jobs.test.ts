import { EventEmitter, once } from 'node:events';
import { Logger, run } from 'graphile-worker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/db/connect.ts';
import { workerOptions } from '../../src/db/worker-options.ts';
import { openTestDatabase } from '../support/database.ts';

let database: Database;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ database, close } = await openTestDatabase());
});

afterAll(() => close());

test('a job added in a transaction that is rolled back was never there', async () => {
  const failing = database.prisma.$transaction(async (transaction) => {
    await transaction.$executeRaw`SELECT graphile_worker.add_job('never')`;
    throw new Error('changed my mind');
  });

  await expect(failing).rejects.toThrow('changed my mind');

  const { rows } = await database.pool.query('SELECT task_identifier FROM graphile_worker.jobs');
  expect(rows).toEqual([]);
});

test('a job added in a transaction that is committed runs without waiting for the next poll', async () => {
  const events = new EventEmitter();
  const isListening = once(events, 'pool:listen:success');
  const isIdle = once(events, 'worker:getJob:empty');
  const greeted = once(events, 'greeted');
  const runner = await run({
    ...workerOptions(database),
    pollInterval: 3_600_000,
    concurrency: 1,
    noHandleSignals: true,
    logger: new Logger(() => () => {}),
    events,
    taskList: {
      greet: async (payload) => {
        events.emit('greeted', payload);
      },
    },
  });
  await Promise.all([isListening, isIdle]);

  await database.prisma.$transaction(async (transaction) => {
    await transaction.$executeRaw`SELECT graphile_worker.add_job('greet', '{"name":"Ana"}'::json)`;
  });

  expect(await greeted).toEqual([{ name: 'Ana' }]);
  await runner.stop();
});
