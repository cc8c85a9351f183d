import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { declareIncident } from '../../src/commands/declare-incident.ts';
import { execute } from '../../src/commands/execute.ts';
import type { Ctx } from '../../src/context.ts';
import type { Plain } from '../../src/db/plain.ts';
import { UserError } from '../../src/errors.ts';
import { makeContext } from '../support/context.ts';
import { openTestDatabase } from '../support/database.ts';
import { nothingGiven } from '../support/new-incident.ts';
import { members } from '../support/policy.ts';

let ctx: Ctx;
let close: () => Promise<void>;

beforeAll(async () => {
  const opened = await openTestDatabase();
  ctx = await makeContext(opened.database, { now: new Date('2026-03-02T03:01:00Z') });
  close = opened.close;
});
afterAll(() => close());

/** Everything that a command may have written, as one text. */
async function everything(): Promise<string> {
  const { rows } = await ctx.db.pool.query<{ all: string }>(`
    SELECT concat_ws(E'\\n',
      (SELECT string_agg(i::text, ' ' ORDER BY id) FROM incident AS i), (SELECT string_agg(t::text, ' ' ORDER BY seq) FROM timeline_entry AS t),
      (SELECT string_agg(e::text, ' ' ORDER BY seq) FROM effect AS e), (SELECT string_agg(d::text, ' ' ORDER BY key) FROM delivery AS d),
      (SELECT string_agg(j.key || j.run_at || j.revision, ' ' ORDER BY key) FROM graphile_worker._private_jobs AS j)) AS all`);
  return rows[0]?.all ?? '';
}

describe('a command', () => {
  let incidentId: string;
  beforeAll(async () => {
    const declaration = {
      ...nothingGiven,
      workspace: 'T1',
      title: 'Search is slow',
      severity: 'P1',
      delivery: 'press',
    };
    const declared = await declareIncident(ctx, { ...declaration, declaredBy: members.ana });
    incidentId = declared?.id ?? '';
    await ctx.db.pool.query(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'No space is left'; END $$`);
  });

  const take = (delivery: string) =>
    execute(ctx, {
      incidentId,
      command: { type: 'takeRole', by: members.ana, role: 'commander', takeOver: null },
      delivery,
    });

  it.each([
    ['an entry of the timeline', 'BEFORE INSERT ON timeline_entry FOR EACH ROW'],
    ['the incident', 'BEFORE UPDATE ON incident FOR EACH ROW'],
    ['an effect', 'BEFORE INSERT ON effect FOR EACH ROW'],
    ['a job', 'BEFORE INSERT OR UPDATE ON graphile_worker._private_jobs FOR EACH ROW'],
  ])('leaves nothing if %s cannot be stored', async (_, event) => {
    const before = await everything();
    await ctx.db.pool.query(`CREATE TRIGGER refuse ${event} EXECUTE FUNCTION refuse()`);
    const refused = await Promise.allSettled([take('refused'), take('refused too')]);
    await ctx.db.pool.query(`DROP TRIGGER refuse ${event.replace(/.*(ON [\w.]+).*/, '$1')}`);
    expect(refused.map((one) => one.status === 'rejected' && String(one.reason))).toEqual([
      expect.stringContaining('No space is left'),
      expect.stringContaining('No space is left'),
    ]);
    expect(await everything()).toBe(before);
  });

  it('leaves nothing if the commit fails', async () => {
    const before = await everything();
    await ctx.db.pool.query(`CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON timeline_entry
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse()`);
    await expect(take('refused')).rejects.toThrow('No space is left');
    await ctx.db.pool.query('DROP TRIGGER refuse ON timeline_entry');
    expect(await everything()).toBe(before);
  });

  it('leaves nothing if it is refused, however often, and is done when it may be', async () => {
    const before = await everything();
    const command = { type: 'note', by: members.ana, text: '' } as const;
    for (let n = 0; n < 25; n += 1)
      await expect(execute(ctx, { incidentId: 'nowhere', command, delivery: 'refused' })).rejects.toBeInstanceOf(
        UserError,
      );
    expect(await everything()).toBe(before);
    // What was rolled back was not acted upon: the same press counts.
    expect((await take('refused')).roles.commander?.user).toBe(members.ana);
  });
});

describe('a transaction', () => {
  beforeEach(() => ctx.db.pool.query('DELETE FROM delivery'));
  const write = (tx: Plain, key: string) =>
    tx.ask('INSERT INTO delivery (workspace, key, at) VALUES ($1::text, $2::text, now())', ['T1', key]);
  const written = async () =>
    (await ctx.db.plain.ask<{ key: string }>('SELECT key FROM delivery', [])).map(({ key }) => key);

  test('in which a statement failed is none, even if whoever put it goes on', async () => {
    const work = ctx.db.plain.transaction(async (tx) => {
      await write(tx, 'one');
      await tx.ask('SELECT 1 / $1::int', [0]).catch(() => {});
    });
    await expect(work).rejects.toThrow('The transaction was rolled back');
    expect(await written()).toEqual([]);
  });

  test('takes no statement when it is over', async () => {
    let kept: Plain | null = null;
    await ctx.db.plain.transaction((tx) => write((kept = tx), 'in time'));
    await expect(write(kept ?? ctx.db.plain, 'late')).rejects.toThrow('The transaction is over');
    expect(await written()).toEqual(['in time']);
  });
});

test('a statement that a migration has outdated fails at most once on each connection', async () => {
  const { plain, pool } = ctx.db;
  await pool.query('CREATE TABLE changing (a int)');
  const look = () => plain.transaction((tx) => tx.ask<{ a: string }>('SELECT * FROM changing', []));
  const lookByMany = () => Promise.allSettled([look(), look(), look()]);
  await lookByMany();
  await pool.query('ALTER TABLE changing ALTER a TYPE text');
  await pool.query(`INSERT INTO changing VALUES ('new')`);
  await lookByMany();
  const done = { status: 'fulfilled', value: [{ a: 'new' }] };
  expect(await lookByMany()).toEqual([done, done, done]);
});
