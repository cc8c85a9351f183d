import { expect, inject, it } from 'vitest';
import { growth, memoryBound } from '../../fuzz/growth.ts';
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
      // Other tests run beside it.
      within: 10_000,
      database,
      tell: (line) => told.push(line),
    });
    expect([...wrong, ...(wrong.length > 0 ? told : [])]).toEqual([]);
  } finally {
    await database.remove();
  }
}, 120_000);

it('a leak of two kilobytes per request is seen in ten thousand requests to each endpoint, noise is not', () => {
  const samples = (kept: number) =>
    Array.from({ length: 8000 }, (_, index) => 500e6 + ((index * 7919) % 97) * 400_000 + index * 25 * kept);
  expect(growth(samples(2048))).toBeGreaterThan(memoryBound);
  expect(growth(samples(0))).toBeLessThan(memoryBound / 8);
});
