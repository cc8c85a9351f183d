import { expect, test } from 'vitest';
import { untoleratedIn } from '../../scripts/untolerated.ts';
import { readMigrations } from '../../src/db/migrate.ts';

const expanding = { name: '29990101000000_expand', sql: 'ALTER TABLE "effect" ADD COLUMN "note" TEXT;' };
const problems = (sql: string) => untoleratedIn({ name: '29990102000000_next', sql }, [expanding]);

test('every migration is one that the version before goes on with', async () => {
  const all = await readMigrations();
  expect(all.length).toBeGreaterThan(10);
  expect(all.flatMap((migration) => untoleratedIn(migration, all))).toEqual([]);
});

test.each([
  ['takes a table away', 'DROP TABLE "home";'],
  ['takes a column away', 'ALTER TABLE "effect" DROP COLUMN "error";'],
  ['takes a column away', 'ALTER TABLE "effect" ADD COLUMN "a" TEXT,\nDROP "error";'],
  ['renames something', 'ALTER TABLE "effect" RENAME COLUMN "error" TO "problem";'],
  ['renames something', 'ALTER TABLE "effect" RENAME TO "task";'],
  ['changes the type of a column', 'ALTER TABLE "effect" ALTER COLUMN "attempts" SET DATA TYPE BIGINT;'],
  ['changes the type of a column', 'ALTER TABLE "effect" ALTER COLUMN "attempts" TYPE BIGINT USING attempts::bigint;'],
  ['has a column never be empty', 'ALTER TABLE "effect" ALTER COLUMN "error" SET NOT NULL;'],
  ['leave empty', 'ALTER TABLE "effect" ADD COLUMN "tries" INTEGER NOT NULL;'],
  ['leave empty', 'ALTER TABLE "effect" ADD COLUMN "a" INT DEFAULT 1, ADD COLUMN "tries" INTEGER NOT NULL;'],
  ['adds a rule', 'CREATE UNIQUE INDEX "one" ON "effect"("type");'],
  ['adds a rule', 'ALTER TABLE "effect" ADD CONSTRAINT "one" CHECK (attempts > 0);'],
  ['takes away something else', 'ALTER TABLE "effect" ALTER COLUMN "attempts" DROP DEFAULT;'],
  ['rewrites or deletes', 'DELETE FROM home;'],
])('what the version before would trip over is named: %s', (what, sql) => {
  expect(problems(sql)).toEqual([expect.stringContaining(what)]);
});

test.each([
  'ALTER TABLE "effect" ADD COLUMN "urgency" SMALLINT NOT NULL DEFAULT 1;',
  'ALTER TABLE "effect" ADD COLUMN "note" TEXT, ADD COLUMN "kept" NUMERIC(10, 2) NOT NULL DEFAULT 0;',
  'CREATE TABLE "x" ("id" TEXT NOT NULL, CONSTRAINT "x_pkey" PRIMARY KEY ("id"));\nCREATE UNIQUE INDEX "x_i" ON "x"("id");',
  'CREATE INDEX "effect_type_idx" ON "effect"("type");\nDROP INDEX "effect_needs_idx";',
])('what it does not notice may be done at any time: %s', (sql) => {
  expect(problems(sql)).toEqual([]);
});

test('what no version uses any more may go, and the migration says since when', () => {
  const sql = 'ALTER TABLE "effect" DROP COLUMN "note";';
  expect(problems(`-- unused since 29990101000000_expand\n${sql}`)).toEqual([]);
  expect(problems(`-- unused since 29990101000000_nothing\n${sql}`)).toEqual([
    expect.stringContaining('no earlier migration'),
  ]);
});
