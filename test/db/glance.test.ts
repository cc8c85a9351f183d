import { afterAll, beforeAll, expect, test } from 'vitest';
import { declareIncident } from '../../src/commands/declare-incident.ts';
import { execute } from '../../src/commands/execute.ts';
import type { Ctx } from '../../src/context.ts';
import { readGlance } from '../../src/db/glance.ts';
import { monthsAt } from '../../src/domain/month.ts';
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
// In Berlin March begins an hour before it does in London.
const months = monthsAt(new Date('2026-03-02T03:01:00Z'), { timezone: 'Europe/Berlin' });
const march = (name: string, viewer: string = by) =>
  readGlance(ctx.db.prisma, { workspace: name, viewer, since, months }).then(({ month }) => month);
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
  const glance = await readGlance(ctx.db.prisma, { workspace: 'T1', viewer: by, since, months });
  expect(glance).toMatchObject({ total: 3, month: { declared: 4, falsePositives: 0 }, before: { declared: 0 } });
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
  expect(await march('T2')).toMatchObject({
    declared: 3,
    toDetect: null,
    toAcknowledge: { ms: 7 * 60_000, known: 2 },
    toMitigate: null,
    toResolve: null,
  });
  await was('T2', {}, [
    [1, began('2026-03-02T02:50:00Z')],
    [50, resolve],
  ]);
  expect(await march('T2')).toMatchObject({ toResolve: { ms: 60 * 60_000, known: 1 } });
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
  expect(await march('T3')).toMatchObject({
    declared: 3,
    falsePositives: 1,
    bySeverity: [{ severity: 'P1', declared: 3, stood: 1 }],
  });
  proves('F19');
});

test('a private incident counts only for who is in it', async () => {
  await was('T4', { private: true });
  const totals = async (viewer: string) => {
    const { total, bySeverity, month } = await readGlance(ctx.db.prisma, { workspace: 'T4', viewer, since, months });
    return [total, bySeverity.length, month.declared, month.bySeverity.length];
  };
  expect(await totals(members.gil)).toEqual([1, 1, 1, 1]);
  expect(await totals(members.cy)).toEqual([0, 0, 0, 0]);
  proves('P5.1');
});

test('a month is that of the policy, beside the whole month before it', async () => {
  // Half past midnight in Berlin on the first of March, and of February.
  await was('T6', { at: '2026-02-28T23:30:00Z' });
  await was('T6', { at: '2026-02-28T22:30:00Z' });
  await was('T6', { at: '2026-01-31T23:30:00Z' }, [[2, acknowledge]]);
  await was('T6', { at: '2026-01-31T22:30:00Z' });
  await was('T6', { at: '2026-02-10T10:00:00Z', drill: true });
  const { month, before } = await readGlance(ctx.db.prisma, { workspace: 'T6', viewer: by, since, months });
  expect(month).toMatchObject({ name: 'March', declared: 1 });
  expect(before).toMatchObject({ name: 'February', declared: 2, toAcknowledge: { ms: 2 * 60_000, known: 1 } });
});

test('repeats are those that a person linked, and the time to detect counts what is known of both moments', async () => {
  await was('T7', {}, [[30, resolve]]);
  const first = await ctx.db.prisma.incident.findFirstOrThrow({ where: { workspace: 'T7' } });
  const of = {
    id: first.id,
    number: first.number,
    private: false,
    declaredAt: first.declaredAt,
    resolvedAt: new Date('2026-03-02T03:30:00Z'),
  };
  const detected = new Date('2026-03-03T02:58:00Z');
  await was('T7', { at: '2026-03-03T03:00:00Z' }, [
    [1, { type: 'linkRepeat', by, of }],
    [2, began('2026-03-03T02:50:00Z')],
    [3, { type: 'correctMoment', by, moment: 'detected', at: detected }],
  ]);
  expect(await march('T7')).toMatchObject({ declared: 2, repeats: 1, toDetect: { ms: 8 * 60_000, known: 1 } });
  const last = await ctx.db.prisma.incident.findFirstOrThrow({ where: { workspace: 'T7', number: 2 } });
  await execute(ctx, { incidentId: last.id, command: { type: 'linkRepeat', by, of: null } });
  expect(await march('T7')).toMatchObject({ declared: 2, repeats: 0 });
  proves('F20');
});

test('five thousand incidents are counted in the database (medians are printed)', async () => {
  await was('T5', {}, [[4, acknowledge]]);
  const ask = () => readGlance(ctx.db.prisma, { workspace: 'T5', viewer: by, since, months });
  await copies(9);
  const few = await medianMs(ask);
  await copies(4990);
  await ctx.db.pool.query('ANALYZE incident');
  const many = await medianMs(ask);
  console.log(`a glance at 10 incidents: ${few.toFixed(1)} ms; at 5,000: ${many.toFixed(1)} ms`);
  expect(await ask()).toMatchObject({ total: 5000, month: { toAcknowledge: { ms: 4 * 60_000, known: 5000 } } });
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
