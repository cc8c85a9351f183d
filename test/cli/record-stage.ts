import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { declareIncident } from '../../src/commands/declare-incident.ts';
import { execute } from '../../src/commands/execute.ts';
import type { Ctx } from '../../src/context.ts';
import { openDatabase } from '../../src/db/connect.ts';
import { loadIncident } from '../../src/db/incidents.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { makeContext } from '../support/context.ts';
import { makeTestDatabase } from '../support/database.ts';
import { members } from '../support/policy.ts';
import { run } from './run.ts';

/** A database that stays open, as the bot has it, while the command line joins it. */
export type RecordStage = {
  ctx: Ctx;
  env: Record<string, string | undefined>;
  /** For files. */
  folder: string;
  /** INC-1 of a workspace of its own, with some notes on its timeline. */
  recorded(): Promise<Incident>;
  /** A command about the incident that was recorded last. */
  muster(command: string, ...more: string[]): ReturnType<typeof run>;
  sql(text: string, values: unknown[]): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
};

/** Makes the database and the folder (beforeAll); `close` removes them (afterAll). */
export async function openRecordStage(): Promise<RecordStage> {
  const files = await makeTestDatabase();
  const ctx = await makeContext(await openDatabase({ ...files, whenHeld: 'refuse' }), {
    now: new Date('2026-03-02T03:01:00Z'),
  });
  const env = { DATA_FOLDER: files.folder, DATABASE_URL: files.databaseUrl };
  const folder = await mkdtemp(join(tmpdir(), 'muster-export-'));
  let last = 0;
  return {
    ctx,
    env,
    folder,
    async recorded() {
      last += 1;
      const incident = await declareIncident(ctx, {
        workspace: `T${last}`,
        title: 'Checkout returns 500',
        severity: 'P2',
        affected: null,
        impact: null,
        exposure: false,
        private: false,
        drill: false,
        declaredBy: members.gil,
        commander: null,
        source: null,
        delivery: `press ${last}`,
      });
      if (incident === null) throw new Error('It was recorded before');
      for (const text of ['one', 'two', 'three'])
        await execute(ctx, { incidentId: incident.id, command: { type: 'note', by: members.ana, text } });
      const stored = await loadIncident(ctx.db.prisma, incident.id);
      if (stored === null) throw new Error('It was not recorded');
      return stored;
    },
    muster: (command, ...more) => run([command, 'INC-1', '--workspace', `T${last}`, ...more], env),
    sql: async (text, values) => (await ctx.db.pool.query<Record<string, unknown>>(text, values)).rows,
    async close() {
      await ctx.db.close();
      await files.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
