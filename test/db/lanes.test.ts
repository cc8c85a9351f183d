import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/db/connect.ts';
import { addDrain, enqueueEffects } from '../../src/db/effects.ts';
import { openTestDatabase } from '../support/database.ts';

const now = new Date('2026-03-02T03:01:00Z');
let database: Database;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ database, close } = await openTestDatabase());
});
afterAll(() => close());

test('two incidents that tell the same people at once do not wait for each other', async () => {
  const people = Array.from({ length: 100 }, (_, n) => `U${n}`);
  const tell = (incident: string, round: number, users: string[]) =>
    database.plain.transaction((tx) =>
      enqueueEffects(
        tx,
        { id: incident, workspace: 'T1' },
        users.map((user) => ({
          id: `${incident}:${round}.${user}`,
          effect: { type: 'post', to: { type: 'person', user }, notice: { type: 'headline' } },
          lane: `person ${user}`,
          needs: null,
        })),
        now,
      ),
    );
  for (let round = 0; round < 10; round += 1)
    await Promise.all([tell('a', round, people), tell('b', round, people.toReversed())]);
  expect(await database.prisma.effect.count()).toBe(2000);
}, 30_000);

test('who is called does not wait for those who only follow', async () => {
  const incident = { id: 'c', workspace: 'T1' };
  const of = {
    type: 'change',
    by: 'U0',
    at: '',
    change: { what: 'status', from: 'investigating', to: 'identified', why: null },
    replan: null,
  } as const;
  const follow = ['U1', 'U2', 'U3'].map((user) => ({
    id: `c:follow ${user}`,
    effect: { type: 'post', to: { type: 'person', user }, notice: { type: 'followed', user, of } } as const,
    lane: `follower ${user}`,
    needs: null,
  }));
  const notice = { type: 'call', user: 'U9', call: 'reach', why: null, by: null } as const;
  const call = {
    id: 'c:call',
    effect: { type: 'page', user: 'U9', title: '', notice } as const,
    lane: 'person U9',
    needs: null,
  };
  await database.plain.transaction((tx) => enqueueEffects(tx, incident, follow, now));
  await database.plain.transaction((tx) => enqueueEffects(tx, incident, [call], new Date(now.getTime() + 1000)));
  const { rows } = await database.pool.query(
    `SELECT key FROM graphile_worker.jobs WHERE key LIKE 'drain:follower%' OR key = 'drain:person U9' ORDER BY priority, run_at`,
  );
  expect(rows.map(({ key }) => key)[0]).toBe('drain:person U9');
});

test('a job that a worker takes just while it is added again is there afterwards', async () => {
  const lane = 'taken meanwhile';
  await addDrain(database.plain, lane, now);
  // Between the two statements of graphile-worker's add_job: its first one finds the job free, its second one finds it taken.
  await database.pool.query(`
    CREATE FUNCTION take() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF current_setting('test.take', true) = 'yes' THEN
        PERFORM set_config('test.take', 'no', true);
        UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'a worker' WHERE payload->>'lane' = '${lane}';
      END IF;
      RETURN NULL;
    END $$`);
  await database.pool.query(
    'CREATE TRIGGER take AFTER UPDATE ON graphile_worker._private_jobs FOR EACH STATEMENT EXECUTE FUNCTION take()',
  );
  await database.plain.transaction(async (tx) => {
    await tx.ask(`SELECT set_config('test.take', 'yes', true)`, []);
    await addDrain(tx, lane, now);
  });
  await database.pool.query('DROP TRIGGER take ON graphile_worker._private_jobs');
  const { rows } = await database.pool.query<{ key: string | null; free: boolean }>(
    `SELECT key, locked_at IS NULL AS free FROM graphile_worker._private_jobs WHERE payload->>'lane' = $1 ORDER BY id`,
    [lane],
  );
  expect(rows).toEqual([
    { key: null, free: false },
    { key: `drain:${lane}`, free: true },
  ]);
});
