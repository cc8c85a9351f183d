import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../src/db/connect.ts';
import { headOf } from '../../src/db/read-plainly.ts';
import { heldUntil } from '../../src/jobs/held-by-limit.ts';
import { sharedBy } from '../../src/jobs/share-limits.ts';
import { makeSlackLimits } from '../../src/slack/client-limits.ts';
import { makeContext } from '../support/context.ts';
import { openTestDatabase } from '../support/database.ts';

let database: Database;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ database, close } = await openTestDatabase());
});
afterAll(() => close());

const now = new Date('2026-11-21T03:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

/** A replica that knows nothing of the others but what the database says. */
async function replica() {
  const ctx = await makeContext(database, { now });
  const limits = makeSlackLimits(() => now);
  limits.share = sharedBy(database, { log: ctx.log, now: () => now });
  return { ...ctx, limits };
}

async function planEdit(urgency: number): Promise<string> {
  const lane = `edit ${urgency}`;
  const times = { dueAt: now, notBefore: now, createdAt: now };
  const payload = { type: 'refresh', target: 'x' };
  await database.prisma.effect.create({
    data: { id: lane, workspace: 'T1', lane, type: 'refresh', payload, state: 'planned', urgency, ...times },
  });
  return lane;
}

it('Two replicas that are told to wait at the same moment keep to the longer wait, and the urgent goes first on both', async () => {
  const replicas = await Promise.all([replica(), replica()]);
  const lanes = [await planEdit(0), await planEdit(1), await planEdit(2)];
  await Promise.all(replicas.map(({ limits }, index) => limits.keep('chat.update', 30 - 10 * index)));
  const { rows } = await database.pool.query('SELECT key, until FROM slack_limit');
  expect(rows).toEqual([{ key: 'chat.update', until: later(30) }]);
  for (const ctx of replicas) {
    const waits: (Date | null)[] = [];
    for (const lane of lanes) {
      const head = await headOf(database.plain, lane, now);
      ctx.limits.learn(head?.waits ?? []);
      waits.push(head === null ? null : heldUntil(ctx, head.row));
    }
    expect(waits).toEqual([later(30), later(31), later(32)]);
  }
});
