import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../src/db/connect.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { nextWake } from '../../src/domain/schedule.ts';
import { audit } from '../../src/jobs/audit.ts';
import type { Known } from '../../src/jobs/audit-timers.ts';
import { wake } from '../../src/jobs/wake.ts';
import { openTestDatabase } from '../support/database.ts';
import { members } from '../support/policy.ts';
import { type Stage, stageNow, startStage } from './stage.ts';

const second = 1000;

let database: Database;
let stage: Stage;
let incident: Incident;
let close: () => Promise<void>;
/** What the auditor of this process has seen. */
let known: Known;

beforeAll(async () => {
  const opened = await openTestDatabase();
  database = opened.database;
  close = opened.close;
  stage = await startStage(database);
  await stage.worker.stop();
});
afterAll(async () => {
  await stage.close();
  await close();
});
beforeEach(async () => {
  for (const table of ['effect', 'incident', 'graphile_worker._private_jobs']) await sql(`DELETE FROM ${table}`);
  known = new Map();
  incident = await stage.declare({ severity: 'P0' });
  await sql(`UPDATE effect SET state = 'sent'`);
  // As in a bot that has been running: it was all right when it was last looked at.
  await audit(stage.ctx, known);
});

/** Repairs since the test file began, by kind. */
async function repaired(): Promise<Record<string, number>> {
  const lines = [
    ...(await stage.ctx.metrics.text()).matchAll(/^muster_auditor_repairs_total\{repair="(\w+)"\} (\d+)$/gm),
  ];
  return Object.fromEntries(lines.map(([, repair = '', count]) => [repair, Number(count)]));
}

/** What the auditor counts while it does that. */
async function found(work: () => Promise<void>): Promise<Record<string, number>> {
  const before = await repaired();
  await work();
  const after = Object.entries(await repaired()).map(
    ([repair, count]) => [repair, count - (before[repair] ?? 0)] as const,
  );
  return Object.fromEntries(after.filter(([, count]) => count > 0));
}

/** What its two looks within the next minute count. */
function foundWithinAMinute(): Promise<Record<string, number>> {
  return found(async () => {
    for (let look = 0; look < 2; look += 1) {
      stage.forward(30 * second);
      await audit(stage.ctx, known);
    }
  });
}

async function sql(text: string, ...values: unknown[]): Promise<Record<string, unknown>[]> {
  return (await database.pool.query(text, values)).rows;
}

const key = (id = incident.id) => `wake:${id}`;

/** Where its timer stands: in its row, and in the queue. */
async function planned(id = incident.id): Promise<{ row: unknown; job: unknown; attempts: unknown }> {
  const [row] = await sql('SELECT wake_at FROM incident WHERE id = $1', id);
  const [job] = await sql('SELECT run_at, attempts FROM graphile_worker._private_jobs WHERE key = $1', key(id));
  return { row: row?.wake_at, job: job?.run_at, attempts: job?.attempts };
}

async function due(id = incident.id): Promise<Date> {
  const wakeAt = nextWake(await stage.incident(id), stage.ctx.runbooks.current.policy);
  if (wakeAt === null) throw new Error('Nothing is planned');
  return wakeAt;
}

describe('an open incident without its next timer is found within a minute and planned again', () => {
  test.each([
    ['whose stored time is gone', 'wake_time_missing', `UPDATE incident SET wake_at = NULL`],
    [
      'whose stored time is not what it should be',
      'wake_time_wrong',
      `UPDATE incident SET wake_at = wake_at + interval '1 hour'`,
    ],
    ['whose job is gone', 'timer_without_job', `DELETE FROM graphile_worker._private_jobs`],
    [
      'whose job is later than its time',
      'timer_job_late',
      `UPDATE graphile_worker._private_jobs SET run_at = run_at + interval '1 hour'`,
    ],
    [
      'whose job has failed too often',
      'timer_job_exhausted',
      `UPDATE graphile_worker._private_jobs SET attempts = max_attempts`,
    ],
    [
      'whose job is tried again in hours only',
      'timer_job_late',
      `UPDATE graphile_worker._private_jobs SET attempts = 9, run_at = run_at + interval '2 hours'`,
    ],
  ])('%s', async (_, repair, damage) => {
    const wakeAt = await due();
    await sql(damage);
    expect(await foundWithinAMinute()).toEqual({ [repair]: 1 });
    expect(await planned()).toEqual({ row: wakeAt, job: wakeAt, attempts: 0 });
    expect(await foundWithinAMinute(), 'and then it is well').toEqual({});
  });

  test('one that is well is left alone', async () => {
    expect(await foundWithinAMinute()).toEqual({});
  });

  test('a retry that comes soon is left alone, and so is a job that runs', async () => {
    await sql(
      `UPDATE graphile_worker._private_jobs SET attempts = 1, run_at = $1`,
      new Date((await due()).getTime() + 3000),
    );
    expect(await foundWithinAMinute()).toEqual({});
    await sql(
      `UPDATE graphile_worker._private_jobs SET attempts = max_attempts, locked_by = 'stage', locked_at = now()`,
    );
    await sql(
      `INSERT INTO process (id, started_at, heartbeat_at) VALUES ('stage', now(), now()) ON CONFLICT (id) DO UPDATE SET stopped_at = NULL`,
    );
    expect(await foundWithinAMinute()).toEqual({});
  });

  test('one that was parked or changed meanwhile is held to what it says now', async () => {
    await stage.command(incident, { type: 'changeSeverity', by: members.ana, to: 'P1', why: null });
    const wakeAt = await due();
    await sql(`UPDATE incident SET wake_at = NULL`);
    expect(await foundWithinAMinute()).toMatchObject({ wake_time_missing: 1 });
    expect((await planned()).row).toEqual(wakeAt);
  });
});

test('what was late because of it is told in the channel, and comes; a timer that was found in time says nothing', async () => {
  await sql(`DELETE FROM graphile_worker._private_jobs`);
  await foundWithinAMinute();
  expect(await confessions()).toEqual([]);
  await sql(`DELETE FROM graphile_worker._private_jobs WHERE key = $1`, key());
  const wakeAt = await due();
  stage.forward(wakeAt.getTime() - stageNow().getTime() + 40 * second);
  await audit(stage.ctx, known);
  const [confession] = await confessions();
  expect(confession).toMatchObject({ lost: true, from: wakeAt.toISOString() });
  expect(confession?.late).not.toEqual([]);
  const { row, job } = await planned();
  expect([row, job]).toEqual([await due(), await due()]);
  expect(await due(), 'it has fired').not.toEqual(wakeAt);
  const entries = await database.prisma.timelineEntry.findMany({
    where: { incidentId: incident.id, kind: 'confessed' },
  });
  expect(entries).toHaveLength(1);
});

async function confessions(): Promise<Record<string, unknown>[]> {
  const rows = await sql(
    `SELECT payload->'notice' AS notice FROM effect WHERE payload->'notice'->>'type' = 'confession'`,
  );
  return rows.map(({ notice }) => (typeof notice === 'object' && notice !== null ? { ...notice } : {}));
}

test('an incident that cannot be read stops none of the others, and is logged and counted', async () => {
  const said: unknown[] = [];
  const ctx = {
    ...stage.ctx,
    log: Object.assign(Object.create(stage.ctx.log), { error: (about: unknown) => said.push(about) }),
  };
  const broken = await stage.declare();
  await sql(`UPDATE incident SET state = '{"title": 42}' WHERE id = $1`, broken.id);
  await sql(`DELETE FROM graphile_worker._private_jobs`);
  for (let look = 0; look < 3; look += 1) await audit(ctx, known);
  expect((await planned()).job).toEqual(await due());
  expect((await planned(broken.id)).job, 'it would only fail').toBeUndefined();
  expect(said).toMatchObject([{ incidentId: broken.id }]);
  expect(await stage.ctx.metrics.text()).toMatch(/^muster_unreadable_incidents 1$/m);

  await sql(`UPDATE incident SET state = $2 WHERE id = $1`, broken.id, JSON.stringify(broken));
  expect(await foundWithinAMinute()).toMatchObject({ timer_without_job: 1 });
  expect(await stage.ctx.metrics.text()).toMatch(/^muster_unreadable_incidents 0$/m);
});

test('a timer of a resolved incident that was missed is found, too', async () => {
  const by = members.ana;
  await stage.command(incident, { type: 'resolve', by, what: null, fix: null, customers: null, owner: by });
  await sql(`DELETE FROM graphile_worker._private_jobs`);
  stage.forward(Math.max(0, (await due()).getTime() - stageNow().getTime()));
  expect(await foundWithinAMinute()).toMatchObject({ timer_without_job: 1 });
  expect((await planned()).job).toBeInstanceOf(Date);
});

test('a job that fires before its time, by another clock, leaves the timer standing', async () => {
  const wakeAt = await due();
  // As the queue does when a job has ended.
  await sql(`DELETE FROM graphile_worker._private_jobs WHERE key = $1`, key());
  await wake(stage.ctx, { incidentId: incident.id });
  expect((await planned()).job).toEqual(wakeAt);
});

describe('what waits to be sent and has no job is found within a minute', () => {
  const drain = () =>
    sql(`SELECT run_at, attempts FROM graphile_worker._private_jobs WHERE key = $1`, `drain:${incident.id}:pin`);

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
    await sql(state);
    await sql(damage);
    expect(await foundWithinAMinute()).toEqual({ lane_without_job: 1 });
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
    await sql(
      `INSERT INTO process (id, started_at, heartbeat_at) VALUES ('other', now(), now()) ON CONFLICT DO NOTHING`,
    );
    await sql(
      `INSERT INTO effect SELECT (jsonb_populate_record(effect, jsonb_build_object('id', id || 'x', 'lane', 'x', 'state', 'planned', 'not_before', now() + interval '1 year', 'seq', 0))).* FROM effect WHERE type = 'pin'`,
    );
    await sql(state);
    await sql(`DELETE FROM graphile_worker._private_jobs WHERE key LIKE 'drain:%'`);
    expect(await foundWithinAMinute()).toEqual({});
  });
});

test('one part that fails keeps no other from looking', async () => {
  await sql(`UPDATE incident SET wake_at = NULL`);
  const prisma = new Proxy(database.prisma, {
    get: (target, name) =>
      name === 'process'
        ? { deleteMany: () => Promise.reject(new Error('planted')) }
        : Reflect.get(target, name, target),
  });
  await expect(audit({ ...stage.ctx, db: { ...database, prisma } }, known)).rejects.toThrow('planted');
  expect((await planned()).row).toEqual(await due());
});

test('no look grows with history: among 4,000 ended incidents none of them is read', async () => {
  await sql(
    `INSERT INTO incident SELECT (jsonb_populate_record(incident, jsonb_build_object('id', 'ended-' || n, 'number', 1000 + n,
       'status', 'closed', 'wake_at', NULL, 'state', '{}'::jsonb, 'channel_id', NULL, 'people', '{}'::text[], 'updated_at', updated_at - n * interval '1 hour'))).*
     FROM incident, generate_series(1, 4000) AS n WHERE id = $1`,
    incident.id,
  );
  await sql('ANALYZE incident');
  const asked: { text: string; values: unknown[] }[] = [];
  const watched = await watchQueries(asked, () => audit(stage.ctx, known));
  expect(watched).toBeUndefined();
  const looks = asked.filter(({ text }) => /^\s*(WITH|SELECT)/.test(text) && /\bincident\b/.test(text));
  expect(looks.length).toBeGreaterThan(1);
  for (const { text, values } of looks) {
    const plan = (await sql(`EXPLAIN ${text}`, ...values)).map((row) => Object.values(row).join()).join('\n');
    expect(plan, text).not.toMatch(/Seq Scan on incident/);
  }
}, 60_000);

async function watchQueries<T>(into: { text: string; values: unknown[] }[], work: () => Promise<T>): Promise<T> {
  const { pool } = database;
  const query = pool.query.bind(pool);
  pool.query = Object.assign(
    (asked: unknown, values?: unknown, ...more: unknown[]) => {
      const text = typeof asked === 'object' && asked !== null && 'text' in asked ? String(asked.text) : String(asked);
      const given = typeof asked === 'object' && asked !== null && 'values' in asked ? asked.values : values;
      into.push({ text, values: Array.isArray(given) ? given : [] });
      return Reflect.apply(query, pool, [asked, values, ...more]);
    },
    { bound: true },
  );
  try {
    return await work();
  } finally {
    pool.query = query;
  }
}
