import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Config } from '../../src/config.ts';
import { type Family, parseMetrics } from '../support/parse-metrics.ts';
import { useWorld } from '../support/use-world.ts';
import { scansOf, watchQueries } from '../support/watch-queries.ts';

const token = 'metrics-token-0123456789abcdef0123';
const title = 'checkout-is-on-fire';

let beats = 0;
const watcher: Server = createServer((_, response) => {
  beats += 1;
  response.end('OK');
});
const heartbeat: NonNullable<Config['heartbeat']> = { url: '', every: 3_600_000 };
beforeAll(async () => {
  await new Promise<void>((resolve) => {
    watcher.listen(0, '127.0.0.1', resolve);
  });
  const address = watcher.address();
  heartbeat.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/ping/0b6f3f2e`;
});
afterAll(() => void watcher.close());
const world = useWorld({ config: { metricsToken: token, heartbeat }, startAt: { weekday: 2, time: '09:00' } });

async function ask(authorization = `Bearer ${token}`): Promise<{ status: number; type: string | null; page: string }> {
  const response = await fetch(`${world().bot.url}/metrics`, { headers: { authorization } });
  return { status: response.status, type: response.headers.get('content-type'), page: await response.text() };
}

/** Everything on the page, past what is kept for five seconds. */
async function read(): Promise<Map<string, Family>> {
  await world().clock.forward({ seconds: 6 });
  return parseMetrics((await ask()).page);
}

function valueOf(families: Map<string, Family>, sample: string): number | undefined {
  for (const { samples } of families.values()) if (samples.has(sample)) return samples.get(sample);
  return undefined;
}

describe('/metrics', () => {
  it('tells what happens: commands, calls, answers, timers, the queue, what is open and what failed', async () => {
    const { cy, ana, clock, sandbox, settle, bot } = world();
    const before = await read();
    const grown = (after: Map<string, Family>, sample: string) =>
      (valueOf(after, sample) ?? 0) - (valueOf(before, sample) ?? 0);
    sandbox.faults.add({ method: 'chat.postMessage', times: 1, fault: { kind: '429', retryAfter: 1 } });
    sandbox.faults.add({ method: 'pins.add', times: 1, fault: { kind: 'error', error: 'too_many_pins' } });
    await cy.runs(`/incident declare P0 ${title}`, { in: '#general' });
    await clock.forward({ seconds: 3 });
    await clock.forward({ minutes: 2 });
    await ana.clicks('Take command', { in: /^incident-/ });
    await settle();
    const after = await read();
    expect(grown(after, 'muster_commands_total{command="declare",result="done"}')).toBe(1);
    expect(grown(after, 'muster_commands_total{command="takeRole",result="done"}')).toBe(1);
    expect(grown(after, 'muster_slack_errors_total{method="chat.postMessage",kind="rate_limited",code=""}')).toBe(1);
    expect(grown(after, 'muster_slack_errors_total{method="pins.add",kind="refused",code="too_many_pins"}')).toBe(1);
    expect(grown(after, 'muster_slack_call_duration_seconds_count{method="conversations.create"}')).toBe(1);
    expect(grown(after, 'muster_acknowledgement_seconds_count{severity="P0"}')).toBe(1);
    expect(grown(after, 'muster_acknowledgement_seconds_sum{severity="P0"}')).toBeGreaterThanOrEqual(120);
    expect(grown(after, 'muster_acknowledgement_seconds_sum{severity="P0"}')).toBeLessThan(140);
    expect(valueOf(after, 'muster_open_incidents{severity="P0",kind="real"}')).toBe(1);
    expect(valueOf(after, 'muster_unanswered_incidents{severity="P0"}')).toBe(0);
    expect(valueOf(after, 'muster_effects{state="failed"}')).toBe(1);
    expect(valueOf(after, 'muster_jobs{state="waiting"}')).toBeGreaterThan(0);
    expect(valueOf(after, 'muster_oldest_overdue_job_seconds')).toBe(0);
    // The clock was moved by more than a beat.
    await sandbox.eventually(async () => expect(valueOf(await read(), 'muster_replicas')).toBe(1));
    for (const check of ['database', 'queue', 'slack'])
      expect(valueOf(after, `muster_ready{check="${check}"}`)).toBe(1);
    expect(valueOf(after, 'muster_auditor_last_run_timestamp_seconds')).toBeGreaterThan(1_700_000_000);

    await bot.ctx.db.pool.query(
      `UPDATE incident SET state = jsonb_set(state, '{cadence,due}', '"2020-01-01T00:00:00.000Z"')`,
    );
    await bot.ctx.db.pool.query(
      `UPDATE incident SET state = jsonb_set(jsonb_set(state, '{standing}', 'null'), '{ladder,respondWithinMissed}', 'true')`,
    );
    const stuck = parseMetrics((await askFresh()).page);
    expect(valueOf(stuck, 'muster_updates_overdue{severity="P0"}')).toBe(1);
    expect(valueOf(stuck, 'muster_unanswered_incidents{severity="P0"}')).toBe(1);
  });

  it('shows how late timers fired', async () => {
    const before = await read();
    const { cy, clock, settle } = world();
    await cy.runs('/incident declare P0 search is slow', { in: '#general' });
    await settle();
    await clock.forward({ minutes: 6 });
    const after = await read();
    const count = (families: Map<string, Family>, le: string) =>
      valueOf(families, `muster_timer_lateness_seconds_bucket{le="${le}"}`) ?? 0;
    expect(count(after, '+Inf') - count(before, '+Inf')).toBeGreaterThan(0);
    expect(count(after, '30') - count(before, '30'), 'none of them by much').toBe(
      count(after, '+Inf') - count(before, '+Inf'),
    );
  });

  it('names no person, channel, token or title, and its labels are few', async () => {
    const { cy, ana, settle } = world();
    await cy.runs(`/incident declare private P1 ${title}`, { in: '#general' });
    await cy.runs(`/incident declare P9 ${title}`, { in: '#general' });
    await settle();
    await ana.runs(`/incident ${title}`, { in: '#general' });
    await settle();
    const { page, type } = await askFresh();
    expect(type).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(page).not.toMatch(/\b[UCTW][A-Z0-9]{8,}\b|xoxb|INC-|127\.0\.0\.1/);
    expect(page).not.toContain(title);
    const families = parseMetrics(page);
    const odd = [...families].filter(
      ([name, { help, samples }]) =>
        !/^(muster|process|nodejs)_[a-z_]+$/.test(name) || help.length < 10 || samples.size > 900,
    );
    expect(odd).toEqual([]);
  });

  it('asks for its token, and neither scraping in a loop nor history costs anything', async () => {
    expect((await ask('Bearer wrong')).status).toBe(401);
    expect((await ask('')).status).toBe(401);
    const { pool } = world().bot.ctx.db;
    await world().clock.forward({ seconds: 6 });
    const asked = await watchQueries(pool, () => Promise.all(Array.from({ length: 50 }, () => ask())));
    const looks = asked.filter(({ text }) => /count\(\*\)/.test(text));
    expect(looks.length).toBeLessThanOrEqual(4);
    expect(looks.length).toBeGreaterThan(2);
    await pool.query(`INSERT INTO incident (id, workspace, number, version, state, policy_hash, kind, title, severity, status, private, declared_by, declared_at, updated_at)
      SELECT 'old-' || n, 'T1', n, 1, '{}', '', 'real', '', 'P0', 'closed', false, '', now(), now() - n * interval '1 hour' FROM generate_series(1, 4000) AS n`);
    await pool.query(`INSERT INTO effect (id, workspace, incident_id, lane, type, payload, state, due_at, not_before, created_at)
      SELECT 'old-' || n, 'T1', 'old-' || (n % 4000), 'old', 'post', '{}', CASE WHEN n % 50 = 0 THEN 'failed' ELSE 'sent' END, now(), now(), now() FROM generate_series(1, 12000) AS n`);
    await pool.query('ANALYZE incident, effect');
    for (const table of ['incident', 'effect']) expect(await scansOf(pool, looks, table)).toEqual([]);
  });

  it('goes on while the database is away, without numbers that would look like present ones', async () => {
    const { db } = world().bot.ctx;
    const { prisma } = db;
    db.prisma = new Proxy(prisma, {
      get: (target, name) =>
        name === '$queryRaw' ? () => Promise.reject(new Error('away')) : Reflect.get(target, name, target),
    });
    await world().clock.forward({ seconds: 6 });
    const families = parseMetrics((await ask()).page);
    db.prisma = prisma;
    expect(valueOf(families, 'muster_replicas')).toBeUndefined();
    expect(valueOf(families, 'muster_oldest_overdue_job_seconds')).toBeUndefined();
    expect(families.get('muster_jobs')?.samples.size).toBe(0);
    expect(valueOf(families, 'process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
  });
});

async function askFresh(): Promise<{ type: string | null; page: string }> {
  await world().clock.forward({ seconds: 6 });
  return ask();
}

describe('the alert rules', () => {
  const rules = z.object({
    groups: z.array(
      z.strictObject({
        name: z.string(),
        rules: z.array(
          z.strictObject({
            alert: z.string().regex(/^Muster[A-Z][A-Za-z]+$/),
            expr: z.string(),
            for: z
              .string()
              .regex(/^\d+[mh]$/)
              .optional(),
            labels: z.strictObject({ severity: z.enum(['critical', 'warning']) }),
            annotations: z.strictObject({ summary: z.string().min(10).max(120), description: z.string().min(60) }),
          }),
        ),
      }),
    ),
  });

  it('ask for nothing that /metrics does not show', async () => {
    const families = parseMetrics((await ask()).page);
    const { groups } = rules.parse(parse(await readFile('alerts/muster.rules.yaml', 'utf8')));
    const all = groups.flatMap((group) => group.rules);
    expect(new Set(all.map(({ alert }) => alert)).size).toBe(all.length);
    const unknown = all.flatMap(({ alert, expr }) => {
      const names = [...expr.matchAll(/\b(?:muster|process|nodejs)_[a-z_]+/g)].map(([name]) => name);
      const labels = [...expr.matchAll(/\b(muster_[a-z_]+?)(?:_bucket|_sum|_count)?\{(\w+)=/g)];
      return [
        ...names.filter((name) => !families.has(name) && !families.has(name.replace(/_(bucket|sum|count)$/, ''))),
        ...labels.flatMap(([, of = '', label = '']) =>
          hasLabel(families.get(of), label) ? [] : [`${of} by ${label}`],
        ),
      ].map((what) => `${alert}: ${what}`);
    });
    expect(unknown).toEqual([]);
  });
});

/** A family of which nothing was counted yet may have any. */
function hasLabel(family: Family | undefined, label: string): boolean {
  const samples = [...(family?.samples.keys() ?? [])];
  return family !== undefined && (samples.length === 0 || samples.some((sample) => sample.includes(`${label}="`)));
}

it('whoever watches from outside hears that all is well, once the bot has started', () => {
  expect(beats).toBeGreaterThan(0);
});
