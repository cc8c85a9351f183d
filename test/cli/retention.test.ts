import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { declareIncident } from '../../src/commands/declare-incident.ts';
import { execute } from '../../src/commands/execute.ts';
import { mergeIncidents } from '../../src/commands/merge-incidents.ts';
import type { Ctx } from '../../src/context.ts';
import { openDatabase } from '../../src/db/connect.ts';
import type { Command } from '../../src/domain/commands.ts';
import { retain, planRetention } from '../../src/jobs/retain.ts';
import { parseRetention } from '../../src/policy/parse-retention.ts';
import { writeFolder } from '../policy/write-folder.ts';
import { proves } from '../promises/proves.ts';
import { makeContext } from '../support/context.ts';
import { makeTestDatabase, type TestDatabaseFiles } from '../support/database.ts';
import { members } from '../support/policy.ts';
import { readFile } from 'node:fs/promises';
import { run } from './run.ts';
import { runbooksOf } from '../support/runbooks.ts';

const day = 24 * 60 * 60_000;
const by = members.gil;
const clock = { now: new Date('2026-03-02T03:01:00Z') };
let files: TestDatabaseFiles;
let ctx: Ctx;
let runbook = '';
let removeRunbook: () => Promise<void> = async () => {};

beforeAll(async () => {
  files = await makeTestDatabase();
  ctx = await makeContext(await openDatabase({ ...files, whenHeld: 'refuse' }), clock);
  ctx.runbooks = runbooksOf({ ...ctx.runbooks.current.policy, retention: { closedAfter: 90 * day } });
  const { folder, remove } = await writeFolder({
    'generic/policy.yaml': await readFile('runbooks/generic/policy.yaml', 'utf8'),
    'x/policy.yaml': 'extends: ../generic\nretention: { closed_after: 90 days }\n',
  });
  runbook = `${folder}/x`;
  removeRunbook = remove;
}, 60_000);
afterAll(async () => {
  await ctx.db.close();
  await files.remove();
  await removeRunbook();
});

let deliveries = 0;

async function incident(title: string, ...commands: Command[]): Promise<string> {
  deliveries += 1;
  // Each is over at a time of its own: what is over at the same time has no order.
  clock.now = new Date(clock.now.getTime() + 1000);
  const made = await declareIncident(ctx, {
    workspace: 'T1',
    title,
    severity: 'P3',
    affected: null,
    impact: null,
    exposure: false,
    private: false,
    drill: false,
    declaredBy: by,
    commander: null,
    source: null,
    delivery: `declared ${deliveries}`,
  });
  if (made === null) throw new Error('It was declared before');
  for (const command of commands) await execute(ctx, { incidentId: made.id, command });
  return made.id;
}

const resolve = { type: 'resolve', by, what: null, fix: null, customers: null, owner: null } as const;
const muster = (...args: string[]) =>
  run(args, { DATA_FOLDER: files.folder, DATABASE_URL: files.databaseUrl, RUNBOOK: runbook }, () => clock.now);

async function left(): Promise<number[]> {
  const rows = await ctx.db.prisma.incident.findMany({ orderBy: { number: 'asc' }, select: { number: true } });
  return rows.map(({ number }) => number);
}

/** Rows of any table that belong to an incident that is not there any more. */
async function orphans(): Promise<number> {
  const { prisma } = ctx.db;
  const there = { notIn: (await prisma.incident.findMany({ select: { id: true } })).map(({ id }) => id) };
  const counts = await Promise.all([
    prisma.timelineEntry.count({ where: { incidentId: there } }),
    prisma.effect.count({ where: { incidentId: there } }),
    prisma.postMortem.count({ where: { incidentId: there } }),
  ]);
  return counts.reduce((sum, count) => sum + count);
}

describe('Retention', () => {
  it('shows what would go, deletes it when asked, and gives no number out again', async () => {
    const closed = await incident('Closed long ago', resolve, { type: 'close', by });
    await ctx.db.prisma.postMortem.create({
      data: { incidentId: closed, version: 1, workspace: 'T1', markdown: '# x', createdAt: clock.now, generated: true },
    });
    // Over later, or either could come first.
    clock.now = new Date(clock.now.getTime() + 1000);
    await incident('Called off long ago', { type: 'cancel', by, reason: 'duplicate', text: null });
    const action = { type: 'addTask', by, kind: 'action', text: 'Add an alert', owner: null, due: null } as const;
    const kept = await incident('Closed with something left to do', action, resolve, { type: 'close', by });
    await incident('Open for long');
    await incident('Resolved long ago', resolve);
    clock.now = new Date(clock.now.getTime() + 91 * day);
    await incident('Closed lately', resolve, { type: 'close', by });

    const dry = await muster('retention');
    expect(dry.out).toMatch(
      /^2 incidents would be deleted .*: from INC-[12], over since 2026-03-02, to INC-[12], over since 2026-03-02\. Nothing was changed/,
    );
    expect(await left()).toEqual([1, 2, 3, 4, 5, 6]);
    const applied = await muster('retention', '--apply');
    expect(applied.out).toMatch(/^2 incidents deleted/);
    expect(`${dry.out}${applied.out}`).not.toMatch(/Closed long|Called off/);
    expect(await left()).toEqual([3, 4, 5, 6]);
    const told = await ctx.db.prisma.auditEntry.findMany({ where: { action: 'forget' }, orderBy: { incident: 'asc' } });
    expect(told.map(({ via, incident: number }) => `${via} ${number}`)).toEqual(['cli 1', 'cli 2']);
    expect(await orphans()).toBe(0);
    expect((await muster('retention', '--apply')).out).toBe(
      'Nothing is older than the policy keeps it.\n1 more is kept for an action item that is still open.',
    );
    await incident('The next one');
    expect(await left()).toEqual([3, 4, 5, 6, 7]);
    await execute(ctx, { incidentId: kept, command: { type: 'tickTask', by, task: 'A1', done: true } });
    expect((await muster('retention')).out).toMatch(/^1 incident would be deleted .*: INC-3, over since/);
    expect((await muster('verify', '--all')).code).toBe(0);
    proves('O4');
  }, 30_000);

  it('keeps what was merged as long as the one in which it goes on', async () => {
    const survivor = await incident('Goes on');
    const from = await incident('The same');
    const there = () => ctx.db.prisma.incident.count({ where: { id: { in: [survivor, from] } } });
    await mergeIncidents(ctx, { from, into: survivor, by, delivery: 'merged', channel: null });
    clock.now = new Date(clock.now.getTime() + 91 * day);
    await muster('retention', '--apply');
    expect(await there()).toBe(2);
    await execute(ctx, { incidentId: survivor, command: { type: 'cancel', by, reason: 'other', text: null } });
    clock.now = new Date(clock.now.getTime() + 91 * day);
    await muster('retention', '--apply');
    expect(await there()).toBe(0);
  }, 30_000);

  it('is done by the worker once a day, and not at all where the policy keeps everything', async () => {
    const planned = async () =>
      (await ctx.db.pool.query(`SELECT run_at FROM graphile_worker.jobs WHERE key = 'retain'`)).rows;
    const keeping = { ...ctx, runbooks: runbooksOf({ ...ctx.runbooks.current.policy, retention: null }) };
    await planRetention(keeping);
    expect(await planned()).toEqual([]);
    const id = await incident('Gone tomorrow', resolve, { type: 'close', by });
    clock.now = new Date(clock.now.getTime() + 91 * day);
    await retain(keeping);
    expect(await ctx.db.prisma.incident.count({ where: { id } })).toBe(1);
    await planRetention(ctx);
    await retain(ctx);
    expect(await ctx.db.prisma.incident.count({ where: { id } })).toBe(0);
    expect(await planned()).toEqual([{ run_at: new Date(clock.now.getTime() + day) }]);
    // A start anew does not put it off.
    await planRetention(ctx);
    expect(await planned()).toEqual([{ run_at: new Date(clock.now.getTime() + day) }]);
  });

  it('takes years, months, weeks and days, and no slip of the pen', () => {
    expect(parseRetention('2 years')).toEqual({ value: 730 * day });
    expect(parseRetention('18 months')).toEqual({ value: 540 * day });
    expect(parseRetention('30 days')).toEqual({ value: 30 * day });
    for (const text of ['2 days', '2y', 'never', '0 years']) expect(parseRetention(text)).toHaveProperty('problem');
  });
});
