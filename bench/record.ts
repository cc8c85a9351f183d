import { join } from 'node:path';
import { declareIncident } from '../src/commands/declare-incident.ts';
import { execute } from '../src/commands/execute.ts';
import type { Ctx } from '../src/context.ts';
import { openDatabase } from '../src/db/connect.ts';
import { applyMigrations } from '../src/db/migrate.ts';
import type { Incident } from '../src/domain/incident.ts';
import { loadRunbook } from '../src/policy/load-runbook.ts';
import { makeContext } from '../test/support/context.ts';
import { nothingGiven } from '../test/support/new-incident.ts';
import { runbooksOf } from '../test/support/runbooks.ts';
import type { OwnDatabase } from './stage.ts';

/** Who declares, and the workspace that the sandbox has. */
export const by = 'U01ANA0001';
const workspace = 'T01SANDBOX';
const runbook = join(import.meta.dirname, '../test/support/runbooks/acme');

/** The use cases on a database, without worker and Slack; who asks is a full member. */
export async function openRecord({ folder, databaseUrl }: OwnDatabase): Promise<{ ctx: Ctx; close(): Promise<void> }> {
  const db = await openDatabase({ folder, databaseUrl: databaseUrl ?? undefined, whenHeld: 'join' });
  await applyMigrations(db.pool);
  const { policy, templates, problems } = await loadRunbook(runbook);
  const ctx = await makeContext(db, { now: new Date() });
  return {
    ctx: { ...ctx, now: () => new Date(), runbooks: runbooksOf(policy, templates, problems) },
    close: () => db.close(),
  };
}

/** An incident that is worked on: somebody leads it, and so many notes are on its record. */
export async function declareOne(ctx: Ctx, notes: number, channel: string | null = null): Promise<Incident> {
  const declared = await declareIncident(ctx, {
    ...nothingGiven,
    workspace,
    declaredBy: by,
    // Urgent: its timers know no working hours.
    severity: 'P1',
    title: 'Search is slow for everybody',
    delivery: `bench ${Math.random()}`,
  });
  if (declared === null) throw new Error('It was declared before');
  const incidentId = declared.id;
  if (channel !== null)
    await execute(ctx, { incidentId, command: { type: 'channelOpened', id: channel, name: 'bench', open: true } });
  let incident = await execute(ctx, {
    incidentId,
    command: { type: 'takeRole', by, role: 'commander', takeOver: null },
  });
  for (let n = 0; n < notes; n += 1)
    incident = await execute(ctx, {
      incidentId,
      command: { type: 'note', by, text: `Number ${n}: the pool has no free connection` },
    });
  return incident;
}
