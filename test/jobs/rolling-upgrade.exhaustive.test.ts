import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../src/db/connect.ts';
import { addDrain } from '../../src/db/effects.ts';
import { readAllEntries } from '../../src/db/timeline.ts';
import { describeEntry } from '../../src/domain/describe-entry.ts';
import { textsIn } from '../../src/domain/redaction.ts';
import { firstBroken, hashOf, makeEntry } from '../../src/domain/timeline.ts';
import { openTestDatabase } from '../support/database.ts';
import { members, policy } from '../support/policy.ts';
import { type Stage, startStage } from './stage.ts';

// This version in the part of the old one: a newer replica has migrated the database and writes what this one does not know.
let database: Database;
let close: () => Promise<void>;
let old: Stage;

beforeAll(async () => {
  ({ database, close } = await openTestDatabase());
  old = await startStage(database);
});
afterAll(async () => {
  await old.close();
  await close();
});

const minutes = 60_000;

it('goes on while a newer replica adds columns and tables', async () => {
  const before = await old.declare();
  await database.pool.query(`
    ALTER TABLE incident ADD COLUMN region TEXT NOT NULL DEFAULT 'eu';
    ALTER TABLE effect ADD COLUMN cost INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE timeline_entry ADD COLUMN lang TEXT;
    CREATE TABLE region (id TEXT PRIMARY KEY);`);
  await old.command(before, { type: 'acknowledge', by: members.ana });
  const after = await old.declare();
  await old.settle();
  for (const incident of [before, after]) {
    const states = (await old.effects(incident)).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['sent']));
  }
  // The next files of this worker get the database as it was.
  await database.pool.query(`
    ALTER TABLE incident DROP COLUMN region;
    ALTER TABLE effect DROP COLUMN cost;
    ALTER TABLE timeline_entry DROP COLUMN lang;
    DROP TABLE region;`);
});

it('keeps what a newer replica added to the record of an incident', async () => {
  const { id } = await old.declare();
  await database.pool.query(`UPDATE incident SET state = state || '{"weather": {"wind": 7}}' WHERE id = $1`, [id]);
  await old.command(await old.incident(id), { type: 'acknowledge', by: members.ana });
  const { rows } = await database.pool.query('SELECT state FROM incident WHERE id = $1', [id]);
  expect(rows[0]?.state).toMatchObject({ weather: { wind: 7 }, standing: { user: members.ana } });
  await old.settle();
});

it('leaves effects, messages and places that it does not know to a newer replica, however long that takes', async () => {
  const incident = await old.declare();
  await old.settle();
  const now = old.ctx.now();
  const unknown = [
    { type: 'sing' },
    { type: 'post', to: { type: 'channel' }, notice: { type: 'sunrise' } },
    { type: 'post', to: { type: 'radio' }, notice: { type: 'headline' } },
  ];
  const { workspace, id: incidentId } = incident;
  for (const [n, payload] of unknown.entries()) {
    const id = `${incidentId}:newer.${n}`;
    const times = { dueAt: now, notBefore: now, createdAt: now };
    const { type } = payload;
    await database.prisma.effect.create({
      data: { id, workspace, incidentId, lane: id, type, payload, state: 'planned', ...times },
    });
    await addDrain(database.prisma, id, now);
  }
  for (let n = 0; n < 7; n += 1) {
    await old.settle();
    old.forward(30_000);
  }
  await old.settle();
  const rows = await database.prisma.effect.findMany({ where: { id: { startsWith: `${incidentId}:newer` } } });
  expect(rows).toHaveLength(unknown.length);
  for (const row of rows) {
    expect(row).toMatchObject({ state: 'planned', owner: null, error: expect.stringContaining('newer version') });
    expect(row.attempts).toBeGreaterThan(5);
  }
  // A look is always planned: the newer replica finds them without being told.
  const soon = new Date(old.ctx.now().getTime() + 1 * minutes);
  const looks = await database.pool.query(`SELECT 1 FROM graphile_worker.jobs WHERE key LIKE $1 AND run_at <= $2`, [
    `drain:${incidentId}:newer%`,
    soon,
  ]);
  expect(looks.rows).toHaveLength(unknown.length);
  await database.prisma.effect.deleteMany({ where: { id: { startsWith: `${incidentId}:newer` } } });
});

it('leaves an incident that it cannot read to a newer replica: no effect of it fails, no timer is lost', async () => {
  const { id } = await old.declare({ severity: 'P0' });
  await database.pool.query(
    `UPDATE incident SET state = jsonb_set(state, '{status}', '"hibernating"'), wake_at = $2 WHERE id = $1`,
    [id, old.ctx.now()],
  );
  await old.settle();
  for (let n = 0; n < 4; n += 1) {
    old.forward(2 * minutes);
    await old.settle();
  }
  const failed = await database.prisma.effect.count({ where: { incidentId: id, state: 'failed' } });
  expect(failed).toBe(0);
  // Back in its hands, all of it happens.
  await database.pool.query(
    `UPDATE incident SET state = jsonb_set(state, '{status}', '"investigating"') WHERE id = $1`,
    [id],
  );
  old.forward(60 * minutes);
  await old.settle();
  // A line of the receipt may wait a moment for the next one.
  old.forward(1 * minutes);
  await old.settle();
  const effects = await old.effects(await old.incident(id));
  expect(effects.filter(({ state }) => state !== 'sent' && state !== 'cancelled')).toEqual([]);
  expect(effects.some(({ type, payload }) => type === 'page' && JSON.stringify(payload).includes(members.ben))).toBe(
    true,
  );
});

it('shows, chains and redacts an entry that it has no words for', async () => {
  const incident = await old.declare();
  await old.settle();
  const { head, id, workspace } = await old.incident(incident.id);
  const body = { text: 'wind 7' };
  const fact = { kind: 'note', at: null, actor: members.ana, body, source: null } as const;
  const made = makeEntry({
    fact,
    seq: head.seq + 1,
    previousHash: head.hash,
    salt: '00'.repeat(16),
    now: old.ctx.now(),
  });
  // As the newer version would have chained it, under a kind of its own.
  const newer = { kind: 'weatherTold' };
  const entry = Object.assign({ ...made }, newer);
  const hash = hashOf(Object.assign({ ...made }, newer));
  await database.prisma.timelineEntry.create({ data: { ...entry, body, hash, incidentId: id, workspace } });

  const entries = await readAllEntries(database.prisma, id);
  expect(firstBroken(entries)).toBeNull();
  const [last] = entries.slice(-1);
  if (last === undefined) throw new Error('The timeline is empty');
  expect(describeEntry(last, { policy, name: (user) => user })).toMatch(/weather told.*this version/);
  expect(textsIn(last)).toEqual(['wind 7']);
});
