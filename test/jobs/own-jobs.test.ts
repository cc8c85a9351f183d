import { describe, expect, test } from 'vitest';
import { makeOwnJobsFree } from '../../src/jobs/free-own-jobs.ts';
import { useAudit } from './use-audit.ts';

const at = useAudit();
const held = async () =>
  (await at.sql(`SELECT id FROM graphile_worker._private_jobs WHERE locked_by IS NOT NULL`)).length;

/** A job in the hands of this process, as graphile-worker leaves it when the database is away at its end. */
async function holdOne(): Promise<string> {
  const [job] = await at.sql(
    `UPDATE graphile_worker._private_jobs SET locked_by = $1, locked_at = now(), attempts = 1
      WHERE id = (SELECT min(id) FROM graphile_worker._private_jobs) RETURNING id::text`,
    at.stage.ctx.processId,
  );
  return String(job?.id);
}

async function look(times: number, { running = [], concurrency = 8 }: { running?: string[]; concurrency?: number }) {
  const free = makeOwnJobsFree(at.stage.ctx, { running: new Set(running), concurrency });
  for (let n = 0; n < times; n += 1) await free();
}

describe('A job whose end could not be recorded', () => {
  test('is free again after five looks of the process that holds it, and not before', async () => {
    await holdOne();
    await look(4, {});
    expect(await held()).toBe(1);
    await look(5, {});
    expect(await held()).toBe(0);
  });

  test('is told from one that runs, and from those that wait while every worker is busy', async () => {
    const id = await holdOne();
    await look(6, { running: [id] });
    await look(6, { running: ['900', '901'], concurrency: 2 });
    expect(await held()).toBe(1);
  });
});
