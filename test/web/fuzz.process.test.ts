import { expect, inject, it } from 'vitest';
import { runFuzz } from '../../fuzz/run-fuzz.ts';
import { makeTestDatabase } from '../support/database.ts';

// The whole of it, 10,000 requests to each endpoint, is `npm run fuzz`.
it('malformed, truncated, huge, deep and wrongly signed requests are refused in time, and nothing comes of them', async () => {
  const database = await makeTestDatabase();
  const { main: program, clock } = inject('programs');
  const told: string[] = [];
  try {
    const wrong = await runFuzz({
      program,
      clock,
      requests: 50,
      seed: 6,
      database,
      tell: (line) => told.push(line),
    });
    expect([...wrong, ...(wrong.length > 0 ? told : [])]).toEqual([]);
  } finally {
    await database.remove();
  }
}, 120_000);
