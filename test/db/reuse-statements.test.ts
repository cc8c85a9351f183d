import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Embedded, startEmbedded } from '../../src/db/embedded.ts';
import { makeTestDatabase } from '../support/database.ts';

// What a statement is asked for until it is kept, and once more.
const often = 6;

describe.skipIf(process.env.TEST_DATABASE_URL)('a statement that many clients ask', () => {
  let embedded: Embedded;
  let remove: () => Promise<void>;
  let one: pg.Client;
  let other: pg.Client;

  beforeAll(async () => {
    const files = await makeTestDatabase();
    remove = files.remove;
    embedded = await startEmbedded(files);
    one = new pg.Client(embedded.connection);
    other = new pg.Client(embedded.connection);
    await Promise.all([one.connect(), other.connect()]);
  });

  afterAll(async () => {
    await Promise.all([one.end(), other.end()]);
    await embedded.stop();
    await remove();
  });

  it('is parsed once and gives each of them their own rows', async () => {
    const text = 'SELECT $1::int + 1 AS sum, $2::text AS word';
    for (let round = 0; round < often; round += 1) {
      const answers = await Promise.all(
        [one, other].map((client, index) => client.query(text, [round * 10 + index, 'ö'])),
      );
      expect(answers.map(({ rows }) => rows[0])).toEqual([
        { sum: round * 10 + 1, word: 'ö' },
        { sum: round * 10 + 2, word: 'ö' },
      ]);
    }
    const { rows } = await one.query("SELECT statement FROM pg_prepared_statements WHERE name LIKE 'muster_%'");
    expect(rows.filter(({ statement }) => statement === text)).toHaveLength(1);
  });

  it('is another one where its values have other types', async () => {
    const text = 'SELECT $1 AS value';
    for (let round = 0; round < often; round += 1) {
      expect((await one.query({ text, values: ['1'] })).rows).toEqual([{ value: '1' }]);
      expect((await other.query({ text, values: [null] })).rows).toEqual([{ value: null }]);
    }
  });

  it('goes on after it has failed, in a transaction and outside of one', async () => {
    const text = 'SELECT 10 / $1::int AS part';
    for (let round = 0; round < often; round += 1) expect((await one.query(text, [5])).rows).toEqual([{ part: 2 }]);
    await expect(other.query(text, [0])).rejects.toThrow('division by zero');
    expect((await other.query(text, [2])).rows).toEqual([{ part: 5 }]);

    await one.query('BEGIN');
    await expect(one.query(text, [0])).rejects.toThrow('division by zero');
    await expect(one.query(text, [5])).rejects.toThrow('current transaction is aborted');
    await one.query('ROLLBACK');
    expect((await one.query(text, [10])).rows).toEqual([{ part: 1 }]);
  });

  it('answers in the shape that its table has by then', async () => {
    await one.query('CREATE TABLE shape (a int)');
    await one.query('INSERT INTO shape VALUES (1)');
    const text = 'SELECT * FROM shape WHERE a = $1';
    for (let round = 0; round < often; round += 1) expect((await one.query(text, [1])).rows).toEqual([{ a: 1 }]);
    await other.query('ALTER TABLE shape ADD COLUMN b int DEFAULT 2');
    expect((await one.query(text, [1])).rows).toEqual([{ a: 1, b: 2 }]);
    await other.query('DROP TABLE shape');
  });

  it('answers in the new shape when a block, or a later statement of several, changed the table', async () => {
    const text = 'SELECT * FROM shifting WHERE a = $1';
    const changes = [
      "DO $$ BEGIN EXECUTE 'ALTER TABLE shifting ADD COLUMN b int DEFAULT 2'; END $$",
      'SELECT 1; ALTER TABLE shifting DROP COLUMN b; ALTER TABLE shifting ADD COLUMN c int DEFAULT 3',
    ];
    const shapes = [{ a: 1 }, { a: 1, b: 2 }, { a: 1, c: 3 }];
    await one.query('CREATE TABLE shifting (a int)');
    await one.query('INSERT INTO shifting VALUES (1)');
    for (const [index, change] of [...changes, ''].entries()) {
      for (let round = 0; round < often; round += 1) expect((await one.query(text, [1])).rows).toEqual([shapes[index]]);
      await other.query(change);
    }
    await other.query('DROP TABLE shifting');
  });

  it('is parsed anew where the session has forgotten it', async () => {
    const text = 'SELECT $1::int + 40 AS sum';
    for (const forget of ['SELECT 1; DEALLOCATE ALL', 'DISCARD PLANS; DEALLOCATE ALL']) {
      for (let round = 0; round < often; round += 1) expect((await one.query(text, [2])).rows).toEqual([{ sum: 42 }]);
      await other.query(forget);
      expect((await one.query(text, [2])).rows).toEqual([{ sum: 42 }]);
    }
  });

  it('fails once at most where a function changed the table under it', async () => {
    const text = 'SELECT * FROM behind WHERE a = $1';
    await one.query('CREATE TABLE behind (a int)');
    await one.query(
      "CREATE FUNCTION change_behind() RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'ALTER TABLE behind ALTER COLUMN a TYPE text'; END $$",
    );
    for (let round = 0; round < often; round += 1) expect((await one.query(text, [1])).rows).toEqual([]);
    await other.query('SELECT change_behind()');
    await one.query(text, [1]).catch(() => null);
    for (let round = 0; round < often; round += 1) expect((await one.query(text, ['1'])).rows).toEqual([]);
    await other.query('DROP TABLE behind; DROP FUNCTION change_behind()');
  });

  it('is planned for its values where that is what lets it take an index', async () => {
    await one.query('CREATE TABLE job (id serial, state text)');
    await one.query("CREATE INDEX job_open_idx ON job (id) WHERE state = 'open'");
    await one.query("INSERT INTO job (state) SELECT 'done' FROM generate_series(1, 20000)");
    const text = 'SELECT id FROM job WHERE state = $1';
    for (let round = 0; round < 3 * often; round += 1) await one.query(text, ['open']);
    const named = await one.query('SELECT name FROM pg_prepared_statements WHERE statement = $1', [text]);
    const { rows } = await one.query(`EXPLAIN EXECUTE ${named.rows[0].name}('open')`);
    expect(rows.map((row) => row['QUERY PLAN']).join()).toContain('job_open_idx');
    await one.query('DROP TABLE job');
  });

  it('leaves no statements behind, however often all are forgotten and whatever else is asked', async () => {
    for (let text = 0; text < 150; text += 1)
      for (let round = 0; round < 3; round += 1) await one.query(`SELECT $1::int AS n${text}`, [text]);
    for (let again = 0; again < 3; again += 1) {
      await one.query('CREATE TEMP TABLE gone (a int)');
      await one.query('DROP TABLE gone');
      for (let text = 0; text < 150; text += 1)
        expect((await other.query(`SELECT $1::int AS n${text}`, [text])).rows).toEqual([{ [`n${text}`]: text }]);
    }
    const { rows } = await one.query('SELECT count(*)::int AS count FROM pg_prepared_statements');
    expect(rows[0].count).toBeLessThanOrEqual(300);
  });

  it('is kept where many others were kept before it', async () => {
    for (let text = 0; text < 320; text += 1)
      for (let round = 0; round < 3; round += 1) await one.query(`SELECT $1::int AS m${text}`, [text]);
    const { rows } = await one.query(
      "SELECT count(*)::int AS count FROM pg_prepared_statements WHERE statement LIKE '%m319'",
    );
    expect(rows).toEqual([{ count: 1 }]);
  });
});
