import { mkdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connectTo, type Database, openDatabase } from '../../src/db/connect.ts';
import { findEmbedded } from '../../src/db/embedded.ts';
import { makeTestDatabase, type TestDatabaseFiles } from '../support/database.ts';
import { startWriter } from '../support/start-writer.ts';

const cleanUps: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

describe.skipIf(process.env.TEST_DATABASE_URL)('the embedded database', () => {
  test('loses no committed row when its process is killed in mid-write', async () => {
    const folder = await makeFolder();
    const writer = await startWriter(folder);
    await writer.hasWritten(100);

    const lastSeen = await writer.kill();

    const database = await open(folder);
    const rows = await database.prisma.delivery.findMany({ select: { key: true } });
    const kept = new Set(rows.map(({ key }) => Number(key)));
    expect(lastSeen).toBeGreaterThanOrEqual(100);
    for (let row = 1; row <= lastSeen; row += 1) expect(kept).toContain(row);
  });

  test('refuses a second process on its folder and tells which process has it', async () => {
    const folder = await makeFolder();
    const writer = await startWriter(folder);
    cleanUps.push(async () => {
      await writer.kill();
    });

    await expect(openDatabase({ folder, whenHeld: 'refuse' })).rejects.toMatchObject({
      code: 'folder_in_use',
      message: `The data folder ${folder} is in use by another Muster (process ${writer.pid}).`,
    });
  });

  test('lets only one of several openers in when the last process died without a word', async () => {
    const folder = await makeFolder();
    const writer = await startWriter(folder);
    await writer.kill();

    const openings = await Promise.allSettled([1, 2, 3].map(() => openDatabase({ folder, whenHeld: 'refuse' })));

    const opened = openings.filter((opening) => opening.status === 'fulfilled');
    for (const { value } of opened) await value.close();
    expect(opened).toHaveLength(1);
  });

  test('is joined through the socket of the process that has it', async () => {
    const folder = await makeFolder();
    const writer = await startWriter(folder);
    cleanUps.push(async () => {
      await writer.kill();
    });
    await writer.hasWritten(1);

    const joined = await openDatabase({ folder, whenHeld: 'join' });
    cleanUps.push(() => joined.close());

    expect(await joined.prisma.delivery.count()).toBeGreaterThan(0);
  });

  test('opens for itself when it may join and nobody has the folder', async () => {
    const folder = await makeFolder();
    const database = await openDatabase({ folder, whenHeld: 'join' });
    cleanUps.push(() => database.close());

    expect(await database.alive()).toBe(true);
  });

  test('works in a folder whose path is too long for a socket', async () => {
    const short = await makeFolder();
    const folder = join(short, 'deep'.repeat(30));
    await mkdir(folder);
    await rename(join(short, 'postgres'), join(folder, 'postgres'));
    const database = await open(folder);

    expect(await database.alive()).toBe(true);
    await expect(openDatabase({ folder, whenHeld: 'refuse' })).rejects.toMatchObject({ code: 'folder_in_use' });
  });
});

describe.skipIf(process.env.TEST_DATABASE_URL)('the embedded database, while it runs', () => {
  let files: TestDatabaseFiles;
  let database: Database;

  beforeAll(async () => {
    files = await makeTestDatabase();
    database = await openDatabase({ folder: files.folder, whenHeld: 'refuse' });
  });

  afterAll(async () => {
    await database.close();
    await files.remove();
  });

  test('gives every connection its own answers, large values among small ones', async () => {
    const large = 'x'.repeat(400_000);

    const answers = await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        const { rows } = await database.pool.query(`SELECT $1::int + ${index} AS sum, length($2) AS length`, [
          index,
          index % 3 === 0 ? large : 'small',
        ]);
        return rows;
      }),
    );

    expect(answers).toEqual(
      answers.map((_, index) => [{ sum: 2 * index, length: index % 3 === 0 ? large.length : 5 }]),
    );
  });

  test('rolls back the transaction of a connection that went away, and goes on', async () => {
    const client = await database.pool.connect();
    await client.query('BEGIN');
    await client.query(`INSERT INTO counter (workspace, last_number) VALUES ('T1', 1)`);

    client.release(true);

    expect(await database.prisma.counter.count()).toBe(0);
  });

  test('hands a notification to a connection that listens', async () => {
    const connection = await findEmbedded(files.folder);
    const listener = new pg.Client(connection ?? {});
    await listener.connect();
    cleanUps.push(() => listener.end());
    await listener.query('LISTEN news');
    const heard = new Promise((resolve) => listener.once('notification', resolve));

    await database.pool.query(`SELECT pg_notify('news', 'hello')`);

    expect(await heard).toMatchObject({ channel: 'news', payload: 'hello' });
  });

  test('keeps its data and its socket from other users of the machine', async () => {
    const connection = await findEmbedded(files.folder);

    const modes = await Promise.all([join(files.folder, 'postgres'), connection?.host ?? ''].map((path) => stat(path)));

    expect(modes.map(({ mode }) => (mode & 0o777).toString(8))).toEqual(['700', '700']);
  });
});

test('a database that is gone is reported within 5 s', async () => {
  const database = connectTo({ host: '/nowhere' }, { embedded: false, stop: async () => {} });
  cleanUps.push(() => database.close());

  const answer = await Promise.race([database.alive(), pause(5000, 'too late')]);

  expect(answer).toBe(false);
});

test.skipIf(process.env.TEST_DATABASE_URL)('a database whose process was killed is reported within 5 s', async () => {
  const folder = await makeFolder();
  const writer = await startWriter(folder);
  const joined = await openDatabase({ folder, whenHeld: 'join' });
  cleanUps.push(() => joined.close());
  expect(await joined.alive()).toBe(true);

  await writer.kill();

  expect(await Promise.race([joined.alive(), pause(5000, 'too late')])).toBe(false);
});

async function makeFolder(): Promise<string> {
  const { folder, remove } = await makeTestDatabase();
  cleanUps.push(remove);
  return folder;
}

async function open(folder: string) {
  const database = await openDatabase({ folder, whenHeld: 'refuse' });
  cleanUps.push(() => database.close());
  return database;
}
