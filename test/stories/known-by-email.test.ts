import { afterEach, expect, it } from 'vitest';
import type { World } from '../support/assemble-world.ts';
import { startWorld } from '../support/world.ts';

const policy = 'test/support/runbooks/full';
let world: World | null = null;

afterEach(async () => {
  await world?.close();
  world = null;
});

const eli = (bot: World['bot']) =>
  Object.values(bot.ctx.runbooks.current.policy.people).find(({ email }) => email === 'eli@example.com');

it('Whoever is named by e-mail is known before anything that is due is done', async () => {
  world = await startWorld({ policy });
  world.sandbox.faults.add({ method: 'users.lookupByEmail', fault: { kind: 'slow', ms: 1500 } });
  await world.restart();
  expect(eli(world.bot)?.slack).toBe('U01ELI0001');
});

it('A look-up that fails does not hold up the start, and is made again until Slack answers', async () => {
  world = await startWorld({ policy });
  const { sandbox } = world;
  await world.restart(async () => sandbox.faults.add({ method: 'users.lookupByEmail', fault: { kind: '500' } }));
  expect(eli(world.bot)?.slack).toBeNull();
  sandbox.faults.clear();
  const { bot } = world;
  await sandbox.eventually(() => expect(eli(bot)?.slack).toBe('U01ELI0001'), { within: 30_000 });
});
