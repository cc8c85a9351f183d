import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type NewIncident, declareIncident } from '../../src/commands/declare-incident.ts';
import { execute } from '../../src/commands/execute.ts';
import { findByChannel, findById, findByNumber, listOpen } from '../../src/commands/find-incident.ts';
import { readTimeline } from '../../src/commands/read-timeline.ts';
import type { Ctx } from '../../src/context.ts';
import { readAllEntries } from '../../src/db/timeline.ts';
import { firstBroken } from '../../src/domain/timeline.ts';
import { makeContext } from '../support/context.ts';
import { openTestDatabase } from '../support/database.ts';
import { members } from '../support/policy.ts';
import type { Command } from '../../src/domain/commands.ts';
import { nextWake } from '../../src/domain/schedule.ts';
import { proves } from '../promises/proves.ts';

let ctx: Ctx;
let close: () => Promise<void>;
const clock = { now: new Date('2026-03-02T03:01:00Z') };
let press = 0;
let workspace = '';

beforeAll(async () => {
  const opened = await openTestDatabase();
  ctx = await makeContext(opened.database, clock);
  close = opened.close;
});
afterAll(() => close());
beforeEach(() => {
  workspace = `T${++press}`;
});

async function declareOne(changes: Partial<NewIncident> = {}) {
  const incident = await declareIncident(ctx, {
    workspace,
    title: 'Checkout returns 500',
    severity: 'P0',
    affected: null,
    impact: null,
    exposure: false,
    private: false,
    drill: false,
    declaredBy: members.gil,
    commander: null,
    source: null,
    delivery: `press ${++press}`,
    ...changes,
  });
  if (incident === null) throw new Error('It was recorded before');
  return incident;
}

const jobsOf = async (id: string) => {
  const { rows } = await ctx.db.pool.query<{ key: string; run_at: Date }>(
    'SELECT key, run_at FROM graphile_worker.jobs WHERE key LIKE $1 ORDER BY key',
    [`%${id}%`],
  );
  return rows;
};

describe('declaring', () => {
  it('numbers incidents per workspace, from 1', async () => {
    expect((await declareOne()).number).toBe(1);
    expect((await declareOne()).number).toBe(2);
    workspace = 'Tother';
    expect((await declareOne()).number).toBe(1);
    proves('L1');
  });

  it('commits the incident, its timeline, its effects and their jobs together', async () => {
    const incident = await declareOne();
    const stored = await findById(ctx, { id: incident.id, viewer: null });
    expect(stored).toEqual(incident);
    const effects = await ctx.db.prisma.effect.findMany({
      where: { incidentId: incident.id },
      orderBy: { seq: 'asc' },
    });
    expect(effects.map((effect) => effect.type)).toEqual(
      expect.arrayContaining(['openChannel', 'invite', 'post', 'pin', 'setTopic', 'addBookmark', 'page']),
    );
    // What begins with something that waits for another one gets its job when that one has ended.
    const firsts = new Map(effects.toReversed().map((effect) => [effect.lane, effect.needs]));
    const lanes = [...firsts].flatMap(([lane, needs]) => (needs === null ? [`drain:${lane}`] : []));
    expect(lanes).toContain(`drain:${incident.id}:open`);
    const { rows } = await ctx.db.pool.query<{ key: string }>(
      'SELECT key FROM graphile_worker.jobs WHERE key LIKE $1 OR key LIKE $2',
      [`%${incident.id}%`, 'drain:person %'],
    );
    expect(rows.map(({ key }) => key).toSorted()).toEqual([...lanes, `wake:${incident.id}`].toSorted());
    proves('P1.1', 'T1');
  });

  it('makes one incident of the same press twice', async () => {
    const first = await declareOne({ delivery: 'V1' });
    expect(await declareIncident(ctx, { ...first, delivery: 'V1' } as never)).toBeNull();
    expect(await listOpen(ctx, { workspace, viewer: null, limit: 10 })).toHaveLength(1);
  });

  it('names open incidents with a similar title, private ones never', async () => {
    const { id } = await declareOne({ title: 'Checkout is slow' });
    await declareOne({ title: 'Checkout leaks cards', private: true });
    expect((await declareOne({ title: 'checkout down' })).similar).toEqual([{ id, number: 1 }]);
  });

  it('refuses an empty title and one of 10,000 characters, and gives no number away', async () => {
    await expect(declareOne({ title: '  ' })).rejects.toThrow(/needs a title/);
    await expect(declareOne({ title: 'x'.repeat(10_000) })).rejects.toThrow(
      /at most 150 characters; this one has 10000/,
    );
    expect((await declareOne()).number).toBe(1);
  });

  it('hides a private incident from who is not in it', async () => {
    const incident = await declareOne({ private: true });
    expect(await findByNumber(ctx, { workspace, number: incident.number, viewer: members.cy })).toBeNull();
    expect(await findByNumber(ctx, { workspace, number: incident.number, viewer: members.gil })).not.toBeNull();
    expect(await listOpen(ctx, { workspace, viewer: members.cy, limit: 10 })).toEqual([]);
    expect(await listOpen(ctx, { workspace, viewer: members.gil, limit: 10 })).toHaveLength(1);
  });
});

describe('a command', () => {
  it('moves the one timer of the incident to its next due moment', async () => {
    const incident = await declareOne();
    const wake = async () =>
      (await jobsOf(incident.id)).find((job) => job.key.startsWith('wake'))?.run_at.toISOString();
    expect(await wake()).toBe('2026-03-02T03:06:00.000Z');
    await execute(ctx, {
      incidentId: incident.id,
      command: { type: 'takeRole', by: members.ana, role: 'commander', takeOver: null },
    });
    expect(await wake()).toBe('2026-03-02T03:11:00.000Z');
    const by = members.ana;
    const replanned: Command[] = [
      { type: 'changeSeverity', by, to: 'P2', why: null },
      { type: 'changeSeverity', by, to: 'P1', why: null },
      { type: 'snooze', by, for: 15 * 60_000 },
      { type: 'changeStatus', by, to: 'monitoring', why: null },
      { type: 'stepDown', by, role: 'commander' },
    ];
    for (const command of replanned) {
      const now = await execute(ctx, { incidentId: incident.id, command });
      expect(await wake()).toBe(nextWake(now, ctx.runbooks.current.policy)?.toISOString());
    }
    await execute(ctx, {
      incidentId: incident.id,
      command: { type: 'cancel', by: members.ana, reason: 'nothing was wrong', text: null },
    });
    expect(await wake()).toBeUndefined();
    proves('T1');
  });

  it('is done once for one delivery', async () => {
    const { id } = await declareOne();
    const note = { incidentId: id, command: { type: 'note', by: members.ana, text: 'once' }, delivery: 'Ev1' } as const;
    await execute(ctx, note);
    await execute(ctx, note);
    const notes = (await readAllEntries(ctx.db.prisma, id)).filter((entry) => entry.kind === 'note');
    expect(notes).toHaveLength(1);
  });

  it('that is refused leaves nothing behind, not even its delivery', async () => {
    const { id } = await declareOne();
    const empty = { incidentId: id, command: { type: 'note', by: members.gil, text: ' ' }, delivery: 'Ev2' } as const;
    await expect(execute(ctx, empty)).rejects.toThrow(/has no text/);
    await execute(ctx, { ...empty, command: { type: 'note', by: members.gil, text: 'now' } });
    expect((await readAllEntries(ctx.db.prisma, id)).at(-1)?.body).toEqual({ text: 'now' });
  });

  it('of many people at once keeps the timeline gapless and its chain whole', async () => {
    const { id } = await declareOne();
    await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        execute(ctx, { incidentId: id, command: { type: 'note', by: members.ana, text: `note ${n}` } }),
      ),
    );
    const entries = await readAllEntries(ctx.db.prisma, id);
    expect(entries.map((entry) => entry.seq)).toEqual(entries.map((_, n) => n + 1));
    expect(firstBroken(entries)).toBeNull();
  });

  it('edits a waiting message once, however often it changes', async () => {
    const { id } = await declareOne();
    for (const to of ['P1', 'P2', 'P3'])
      await execute(ctx, { incidentId: id, command: { type: 'changeSeverity', by: members.ana, to, why: null } });
    const waiting = await ctx.db.prisma.effect.count({ where: { lane: `${id}:refresh ${id}:headline` } });
    expect(waiting).toBe(1);
  });
});

it('a timeline is read in pages, the latest last', async () => {
  const { id } = await declareOne();
  for (let n = 0; n < 25; n += 1)
    await execute(ctx, { incidentId: id, command: { type: 'note', by: members.ana, text: `note ${n}` } });
  const last = await readTimeline(ctx, { incidentId: id, page: null });
  expect(last.page).toBe(last.pages);
  expect(last.entries.at(-1)?.body).toEqual({ text: 'note 24' });
  expect((await readTimeline(ctx, { incidentId: id, page: 1 })).entries[0]?.kind).toBe('declared');
});

it('a channel leads to its incident', async () => {
  const { id } = await declareOne();
  await execute(ctx, { incidentId: id, command: { type: 'channelOpened', id: 'C77', name: 'inc-1' } });
  expect((await findByChannel(ctx, { workspace, channel: 'C77' }))?.id).toBe(id);
  expect(await findByChannel(ctx, { workspace, channel: 'C78' })).toBeNull();
});
