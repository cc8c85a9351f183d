import { afterAll, beforeAll, expect, test } from 'vitest';
import { declareIncident } from '../../src/commands/declare-incident.ts';
import { execute } from '../../src/commands/execute.ts';
import type { Ctx } from '../../src/context.ts';
import { readGlance } from '../../src/db/glance.ts';
import type { Command } from '../../src/domain/commands.ts';
import { makeContext } from '../support/context.ts';
import { openTestDatabase } from '../support/database.ts';
import { nothingGiven } from '../support/new-incident.ts';
import { members } from '../support/policy.ts';
import { proves } from '../promises/proves.ts';

let ctx: Ctx;
let close: () => Promise<void>;
const clock = { now: new Date('2026-03-02T03:01:00Z') };
const since = new Date('2026-03-01T00:00:00Z');
let press = 0;

beforeAll(async () => {
  const opened = await openTestDatabase();
  ctx = await makeContext(opened.database, clock);
  close = opened.close;
});
afterAll(() => close());

type Changes = Partial<Parameters<typeof declareIncident>[1]> & { at?: string };

/** Declares at a time, and then does what the commands say at the minutes after it. */
async function was(
  workspace: string,
  { at = '2026-03-02T03:00:00Z', ...changes }: Changes,
  does: [number, Command][] = [],
) {
  clock.now = new Date(at);
  const declared = { ...nothingGiven, workspace, declaredBy: members.gil, severity: 'P1', delivery: `d${++press}` };
  const incident = await declareIncident(ctx, { ...declared, ...changes });
  for (const [minute, command] of does) {
    clock.now = new Date(new Date(at).getTime() + minute * 60_000);
    await execute(ctx, { incidentId: incident?.id ?? '', command });
  }
}

const by = members.ana;
const acknowledge: Command = { type: 'acknowledge', by };
const began = (at: string): Command => ({ type: 'correctMoment', by, moment: 'impactStarted', at: new Date(at) });
const resolve: Command = { type: 'resolve', by, what: null, fix: null, customers: null, owner: null };
const cancel = (reason: 'nothing was wrong' | 'duplicate'): Command => ({ type: 'cancel', by, reason, text: null });

test('the last days count real, unmerged incidents since then, by severity', async () => {
  await was('T1', { severity: 'P0' });
  await was('T1', {});
  await was('T1', {});
  await was('T1', { drill: true });
  await was('T1', { at: '2026-02-28T23:00:00Z' });
  await was('Tother', {});
  const glance = await readGlance(ctx.db.prisma, { workspace: 'T1', viewer: by, since });
  expect(glance).toMatchObject({ total: 3, falsePositives: 0 });
  expect(glance.bySeverity.toSorted((a, b) => a.count - b.count)).toEqual([
    { severity: 'P0', count: 1 },
    { severity: 'P1', count: 2 },
  ]);
  proves('F19', 'A6');
});

test('a median is of what is known; what nobody knows is unknown, not zero', async () => {
  await was('T2', {}, [[4, acknowledge]]);
  await was('T2', {}, [[10, acknowledge]]);
  await was('T2', {});
  const one = { workspace: 'T2', viewer: by, since };
  expect(await readGlance(ctx.db.prisma, one)).toMatchObject({
    total: 3,
    toAcknowledge: { ms: 7 * 60_000, known: 2 },
    toMitigate: null,
    toResolve: null,
  });
  await was('T2', {}, [
    [1, began('2026-03-02T02:50:00Z')],
    [50, resolve],
  ]);
  expect(await readGlance(ctx.db.prisma, one)).toMatchObject({ toResolve: { ms: 60 * 60_000, known: 1 } });
});

test('false positives are those called off because nothing was wrong, over all real, unmerged incidents', async () => {
  await was('T3', {}, [[5, cancel('nothing was wrong')]]);
  await was('T3', {}, [[5, cancel('duplicate')]]);
  await was('T3', { drill: true }, [[5, cancel('nothing was wrong')]]);
  await was('T3', {}, [
    [5, cancel('nothing was wrong')],
    [6, { type: 'reopen', by, why: null }],
  ]);
  await was('T3', {});
  await ctx.db.pool.query(`UPDATE incident SET status = 'merged' WHERE workspace = 'T3' AND number = 5`);
  const glance = await readGlance(ctx.db.prisma, { workspace: 'T3', viewer: by, since });
  expect(glance).toMatchObject({ falsePositives: 1, total: 3 });
  proves('F19');
});

test('a private incident counts only for who is in it', async () => {
  await was('T4', { private: true });
  const total = async (viewer: string) => (await readGlance(ctx.db.prisma, { workspace: 'T4', viewer, since })).total;
  expect(await total(members.gil)).toBe(1);
  expect(await total(members.cy)).toBe(0);
});

test('five thousand incidents are counted in the database (medians are printed)', async () => {
  await was('T5', {}, [[4, acknowledge]]);
  const ask = () => readGlance(ctx.db.prisma, { workspace: 'T5', viewer: by, since });
  await copies(9);
  const few = await medianMs(ask);
  await copies(4990);
  await ctx.db.pool.query('ANALYZE incident');
  const many = await medianMs(ask);
  console.log(`a glance at 10 incidents: ${few.toFixed(1)} ms; at 5,000: ${many.toFixed(1)} ms`);
  expect(await ask()).toMatchObject({ total: 5000, toAcknowledge: { ms: 4 * 60_000, known: 5000 } });
});

async function copies(count: number): Promise<void> {
  await ctx.db.pool.query(
    `INSERT INTO incident SELECT (copy).* FROM (
       SELECT jsonb_populate_record(incident, jsonb_build_object('id', id || '-' || $1 || '-' || n, 'number', $1 * 10 + n, 'channel_id', null)) AS copy
         FROM incident, generate_series(1, $1::int) n WHERE workspace = 'T5' AND number = 1) AS copies`,
    [count],
  );
}

async function medianMs(ask: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < 15; n += 1) {
    const before = performance.now();
    await ask();
    times.push(performance.now() - before);
  }
  return times.toSorted((a, b) => a - b)[7] ?? 0;
}
