import { describe, expect, test } from 'vitest';
import { audit } from '../../src/jobs/audit.ts';
import { wake } from '../../src/jobs/wake.ts';
import { members } from '../support/policy.ts';
import { stageNow } from './stage.ts';
import { useAudit } from './use-audit.ts';

const second = 1000;
const at = useAudit();

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
    const wakeAt = await at.due();
    await at.sql(damage);
    expect(await at.foundWithinAMinute()).toEqual({ [repair]: 1 });
    expect(await at.planned()).toEqual({ row: wakeAt, job: wakeAt, attempts: 0 });
    expect(await at.foundWithinAMinute(), 'and then it is well').toEqual({});
  });

  test('one that is well is left alone', async () => {
    expect(await at.foundWithinAMinute()).toEqual({});
  });

  test('a retry that comes soon is left alone, and so is a job that runs', async () => {
    await at.sql(
      `UPDATE graphile_worker._private_jobs SET attempts = 1, run_at = $1`,
      new Date((await at.due()).getTime() + 3000),
    );
    expect(await at.foundWithinAMinute()).toEqual({});
    await at.sql(
      `UPDATE graphile_worker._private_jobs SET attempts = max_attempts, locked_by = 'stage', locked_at = now()`,
    );
    await at.sql(
      `INSERT INTO process (id, started_at, heartbeat_at) VALUES ('stage', now(), now()) ON CONFLICT (id) DO UPDATE SET stopped_at = NULL`,
    );
    expect(await at.foundWithinAMinute()).toEqual({});
  });

  test('one that was parked or changed meanwhile is held to what it says now', async () => {
    await at.stage.command(at.incident, { type: 'changeSeverity', by: members.ana, to: 'P1', why: null });
    const wakeAt = await at.due();
    await at.sql(`UPDATE incident SET wake_at = NULL`);
    expect(await at.foundWithinAMinute()).toMatchObject({ wake_time_missing: 1 });
    expect((await at.planned()).row).toEqual(wakeAt);
  });
});

test('what was late because of it is told in the channel, and comes; a timer that was found in time says nothing', async () => {
  await at.sql(`DELETE FROM graphile_worker._private_jobs`);
  await at.foundWithinAMinute();
  expect(await confessions()).toEqual([]);
  await at.sql(`DELETE FROM graphile_worker._private_jobs WHERE key = $1`, `wake:${at.incident.id}`);
  const wakeAt = await at.due();
  at.stage.forward(wakeAt.getTime() - stageNow().getTime() + 40 * second);
  await audit(at.stage.ctx, at.known);
  const [confession] = await confessions();
  expect(confession).toMatchObject({ lost: true, from: wakeAt.toISOString() });
  expect(confession?.late).not.toEqual([]);
  const { row, job } = await at.planned();
  expect([row, job]).toEqual([await at.due(), await at.due()]);
  expect(await at.due(), 'it has fired').not.toEqual(wakeAt);
  expect(await at.stage.ctx.metrics.text()).toMatch(/^muster_timer_lateness_seconds_sum 4\d/m);
  const entries = await at.stage.ctx.db.prisma.timelineEntry.findMany({
    where: { incidentId: at.incident.id, kind: 'confessed' },
  });
  expect(entries).toHaveLength(1);
});

async function confessions(): Promise<Record<string, unknown>[]> {
  const rows = await at.sql(
    `SELECT payload->'notice' AS notice FROM effect WHERE payload->'notice'->>'type' = 'confession'`,
  );
  return rows.map(({ notice }) => (typeof notice === 'object' && notice !== null ? { ...notice } : {}));
}

test('an incident that cannot be read stops none of the others, and is logged and counted', async () => {
  const said: unknown[] = [];
  const ctx = {
    ...at.stage.ctx,
    log: Object.assign(Object.create(at.stage.ctx.log), { error: (about: unknown) => said.push(about) }),
  };
  const broken = await at.stage.declare();
  await at.sql(`UPDATE incident SET state = '{"title": 42}' WHERE id = $1`, broken.id);
  const other = await at.stage.declare();
  expect(other.status, 'nor anybody from declaring').toBe('investigating');
  await at.sql(`DELETE FROM graphile_worker._private_jobs`);
  for (let look = 0; look < 3; look += 1) await audit(ctx, at.known);
  expect((await at.planned()).job).toEqual(await at.due());
  expect((await at.planned(broken.id)).job, 'it would only fail').toBeUndefined();
  expect(said).toMatchObject([{ incidentId: broken.id }]);
  expect(await at.stage.ctx.metrics.text()).toMatch(/^muster_unreadable_incidents 1$/m);

  await at.sql(`UPDATE incident SET state = $2 WHERE id = $1`, broken.id, JSON.stringify(broken));
  expect(await at.foundWithinAMinute()).toMatchObject({ timer_without_job: 1 });
  expect(await at.stage.ctx.metrics.text()).toMatch(/^muster_unreadable_incidents 0$/m);
});

test('auditors of several replicas find the same and put it right once', async () => {
  const wakeAt = await at.due();
  at.stage.forward(wakeAt.getTime() - stageNow().getTime() + 40 * second);
  await at.sql(`UPDATE incident SET wake_at = NULL`);
  await at.sql(`DELETE FROM graphile_worker._private_jobs`);
  const found = at.foundWithinAMinute();
  await Promise.all([audit(at.stage.ctx), audit(at.stage.ctx), audit(at.stage.ctx)]);
  expect(await found).toMatchObject({ wake_time_missing: 1 });
  expect(await confessions()).toHaveLength(1);
});

test('a timer of a resolved incident that was missed is found, too', async () => {
  const by = members.ana;
  await at.stage.command(at.incident, { type: 'resolve', by, what: null, fix: null, customers: null, owner: by });
  await at.sql(`DELETE FROM graphile_worker._private_jobs`);
  at.stage.forward(Math.max(0, (await at.due()).getTime() - stageNow().getTime()));
  expect(await at.foundWithinAMinute()).toMatchObject({ timer_without_job: 1 });
  expect((await at.planned()).job).toBeInstanceOf(Date);
});

test('a job that fires before its time, by another clock, leaves the timer standing', async () => {
  const wakeAt = await at.due();
  // As the queue does when a job has ended.
  await at.sql(`DELETE FROM graphile_worker._private_jobs WHERE key = $1`, `wake:${at.incident.id}`);
  await wake(at.stage.ctx, { incidentId: at.incident.id });
  expect((await at.planned()).job).toEqual(wakeAt);
});
