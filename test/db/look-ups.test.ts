import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { declareIncident } from '../../src/commands/declare-incident.ts';
import { execute } from '../../src/commands/execute.ts';
import type { Ctx } from '../../src/context.ts';
import { nothingGiven } from '../support/new-incident.ts';
import { makeContext } from '../support/context.ts';
import { openTestDatabase } from '../support/database.ts';
import { members } from '../support/policy.ts';

let ctx: Ctx;
let close: () => Promise<void>;
const clock = { now: new Date('2026-03-02T03:01:00Z') };

beforeAll(async () => {
  const opened = await openTestDatabase();
  ctx = await makeContext(opened.database, clock);
  close = opened.close;
});
afterAll(() => close());

async function declared(changes: Partial<Parameters<typeof declareIncident>[1]> & { delivery: string }) {
  const incident = await declareIncident(ctx, {
    ...nothingGiven,
    workspace: 'T1',
    declaredBy: members.gil,
    ...changes,
  });
  if (incident === null) throw new Error('It was recorded before');
  return incident;
}

const columns = ['people', 'task_owners', 'cancel_reason', 'to_acknowledge', 'to_mitigate', 'to_resolve'];

async function lookUps() {
  const { rows } = await ctx.db.pool.query(
    `SELECT number, ${columns.join(', ')}, state->'cancelReason' AS reason FROM incident ORDER BY number`,
  );
  return rows.map((row) => ({ ...row, people: row.people.toSorted() }));
}

test('the migration fills the look-ups of stored incidents as saving them does', async () => {
  const answered = await declared({ title: 'Answered, mitigated, over', delivery: '1', commander: members.ana });
  const id = { incidentId: answered.id };
  clock.now = new Date('2026-03-02T03:09:30.400Z');
  await execute(ctx, { ...id, command: { type: 'takeRole', by: members.ben, role: 'tech-lead', takeOver: null } });
  await execute(ctx, {
    ...id,
    command: { type: 'correctMoment', by: members.ben, moment: 'impactStarted', at: new Date('2026-03-02T02:48:00Z') },
  });
  await execute(ctx, { ...id, command: { type: 'changeStatus', by: members.ben, to: 'monitoring', why: null } });
  const impossible = await declared({ title: 'Detected after it was answered', delivery: '2' });
  await execute(ctx, { incidentId: impossible.id, command: { type: 'acknowledge', by: members.ana } });
  clock.now = new Date('2026-03-02T04:00:00Z');
  await execute(ctx, {
    incidentId: impossible.id,
    command: { type: 'correctMoment', by: members.ben, moment: 'detected', at: new Date('2026-03-02T03:30:00Z') },
  });
  const off = await declared({ title: 'Called off twice', delivery: '3' });
  const cancel = { type: 'cancel' as const, by: members.ana, text: null };
  await execute(ctx, { incidentId: off.id, command: { ...cancel, reason: 'other' } });
  await execute(ctx, { incidentId: off.id, command: { type: 'reopen', by: members.ana, why: null } });
  const reopened = await declared({ title: 'Called off and taken up again', delivery: '4' });
  await execute(ctx, { incidentId: reopened.id, command: { ...cancel, reason: 'duplicate' } });
  await execute(ctx, { incidentId: reopened.id, command: { type: 'reopen', by: members.ana, why: null } });
  await execute(ctx, { incidentId: off.id, command: { ...cancel, reason: 'nothing was wrong' } });
  const saved = await lookUps();
  expect(saved).toMatchObject([
    { to_acknowledge: 510, to_mitigate: 1290, to_resolve: null, cancel_reason: null },
    { to_acknowledge: null },
    { cancel_reason: 'nothing was wrong', reason: 'nothing was wrong' },
    { cancel_reason: null, reason: null },
  ]);

  await ctx.db.pool.query(
    `UPDATE incident SET people = '{}', cancel_reason = NULL, to_acknowledge = NULL, to_mitigate = NULL, to_resolve = NULL,
       state = jsonb_set(state, '{cancelReason}', 'null')`,
  );
  for (const statement of await fillingStatements()) await ctx.db.pool.query(statement);

  expect(await lookUps()).toEqual(saved);
});

async function fillingStatements(): Promise<string[]> {
  const folder = (await readdir('prisma/migrations')).find((name) => name.endsWith('_look_ups')) ?? '';
  const sql = await readFile(join('prisma/migrations', folder, 'migration.sql'), 'utf8');
  return sql.match(/^UPDATE [\s\S]*?;$/gm) ?? [];
}
