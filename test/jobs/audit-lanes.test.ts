import { describe, expect, test } from 'vitest';
import { audit } from '../../src/jobs/audit.ts';
import { scansOf, watchQueries } from '../support/watch-queries.ts';
import { addDrain } from '../../src/db/effects.ts';
import { stageNow } from './stage.ts';
import { useAudit } from './use-audit.ts';

const at = useAudit();

test('a lane whose job waits until Slack takes calls again is left alone', async () => {
  await at.sql(`UPDATE effect SET state = 'planned', needs = NULL WHERE type = 'pin'`);
  await addDrain(at.stage.ctx.db.plain, `${at.incident.id}:pin`, stageNow());
  await at.sql(
    `INSERT INTO slack_limit (key, until) VALUES ('pins.add', $1)`,
    new Date(stageNow().getTime() + 600_000),
  );
  await at.sql(
    `UPDATE graphile_worker._private_jobs SET run_at = (SELECT until + interval '1 second' FROM slack_limit) WHERE key LIKE 'drain:%'`,
  );
  expect(await at.foundWithinAMinute()).toEqual({});
  await at.sql(`DELETE FROM slack_limit`);
  expect(await at.foundWithinAMinute()).toEqual({ lane_without_job: 1 });
});

describe('what waits to be sent and has no job is found within a minute', () => {
  const drain = () =>
    at.sql(`SELECT run_at, attempts FROM graphile_worker._private_jobs WHERE key = $1`, `drain:${at.incident.id}:pin`);

  test.each([
    [
      'planned, its job gone',
      `UPDATE effect SET state = 'planned', needs = NULL WHERE type = 'pin'`,
      `DELETE FROM graphile_worker._private_jobs WHERE key LIKE 'drain:%'`,
    ],
    [
      'planned, its job exhausted',
      `UPDATE effect SET state = 'planned', needs = NULL WHERE type = 'pin'`,
      `UPDATE graphile_worker._private_jobs SET attempts = max_attempts WHERE key LIKE 'drain:%'`,
    ],
    [
      'planned, its job in an hour',
      `UPDATE effect SET state = 'planned', needs = NULL WHERE type = 'pin'`,
      `UPDATE graphile_worker._private_jobs SET run_at = run_at + interval '1 hour' WHERE key LIKE 'drain:%'`,
    ],
    [
      'half sent by nobody',
      `UPDATE effect SET state = 'sending', needs = NULL WHERE type = 'pin'`,
      `DELETE FROM graphile_worker._private_jobs WHERE key LIKE 'drain:%'`,
    ],
  ])('%s', async (_, state, damage) => {
    await at.sql(state);
    await at.sql(damage);
    expect(await at.foundWithinAMinute()).toEqual({ lane_without_job: 1 });
    expect(await drain()).toMatchObject([{ attempts: 0 }]);
  });

  test.each([
    ['what waits for something else', `UPDATE effect SET state = 'planned', needs = id || 'x' WHERE type = 'pin'`],
    [
      'what waits for its next try',
      `UPDATE effect SET state = 'planned', needs = NULL, not_before = not_before + interval '1 hour' WHERE type = 'pin'`,
    ],
    [
      'what a living process sends',
      `UPDATE effect SET state = 'sending', owner = 'other', needs = NULL WHERE type = 'pin'`,
    ],
  ])('%s is left alone', async (_, state) => {
    await at.sql(
      `INSERT INTO process (id, started_at, heartbeat_at) VALUES ('other', now(), now()) ON CONFLICT DO NOTHING`,
    );
    await at.sql(
      `INSERT INTO effect SELECT (jsonb_populate_record(effect, jsonb_build_object('id', id || 'x', 'lane', 'x', 'state', 'planned', 'not_before', now() + interval '1 year', 'seq', 0))).* FROM effect WHERE type = 'pin'`,
    );
    await at.sql(state);
    await at.sql(`DELETE FROM graphile_worker._private_jobs WHERE key LIKE 'drain:%'`);
    expect(await at.foundWithinAMinute()).toEqual({});
  });
});

test('one part that fails keeps no other from looking', async () => {
  await at.sql(`UPDATE incident SET wake_at = NULL`);
  // What it begins with.
  const prisma = new Proxy(at.stage.ctx.db.prisma, {
    get: (target, name) =>
      name === 'effect' ? { findMany: () => Promise.reject(new Error('planted')) } : Reflect.get(target, name, target),
  });
  await expect(audit({ ...at.stage.ctx, db: { ...at.stage.ctx.db, prisma } }, at.known)).rejects.toThrow('planted');
  expect((await at.planned()).row).toEqual(await at.due());
});

test('no look grows with history: among 4,000 ended incidents none of them is read', async () => {
  await at.sql(
    `INSERT INTO incident SELECT (jsonb_populate_record(incident, jsonb_build_object('id', 'ended-' || n, 'number', 1000 + n,
       'status', 'closed', 'wake_at', NULL, 'state', '{}'::jsonb, 'channel_id', NULL, 'people', '{}'::text[], 'updated_at', updated_at - n * interval '1 hour'))).*
     FROM incident, generate_series(1, 4000) AS n WHERE id = $1`,
    at.incident.id,
  );
  await at.sql('ANALYZE incident');
  const { pool } = at.stage.ctx.db;
  const asked = await watchQueries(pool, () => audit(at.stage.ctx, new Map()));
  expect(asked.filter(({ text }) => /FROM incident/.test(text)).length).toBeGreaterThan(2);
  expect(await scansOf(pool, asked, 'incident')).toEqual([]);
}, 60_000);
