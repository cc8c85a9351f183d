import { expect, test } from 'vitest';
import { openTestDatabase } from '../support/database.ts';
import { startStage } from './stage.ts';

test('a queue whose jobs all hang is not well within 5 s, and is again once they end', async () => {
  const { database, close } = await openTestDatabase();
  const stage = await startStage(database);
  expect(stage.worker.health().ok).toBe(true);
  const held: (() => void)[] = [];
  const unhook = stage.sandbox.beforeCall(async () => {
    await new Promise<void>((release) => held.push(release));
  });
  for (let n = 0; n < 3; n += 1) await stage.declare();

  // Looked at by the web server as often as it is asked; all the worker's slots wait for Slack.
  await stage.sandbox.eventually(() => expect(stage.worker.health()).toMatchObject({ ok: false }), { within: 6000 });
  expect(stage.worker.health().detail).toMatch(/takes no jobs/);

  unhook();
  for (const release of held.splice(0)) release();
  await stage.sandbox.eventually(() => expect(stage.worker.health().ok).toBe(true));
  await stage.settle();
  await stage.close();
  await close();
});
