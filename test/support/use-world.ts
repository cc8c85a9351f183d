import { afterAll, afterEach, beforeAll } from 'vitest';
import { execute } from '../../src/commands/execute.ts';
import { listOpen } from '../../src/commands/find-incident.ts';
import { isOpen } from '../../src/domain/incident.ts';
import type { World, WorldOptions } from './assemble-world.ts';
import { startWorld } from './world.ts';

/**
 * One world for the stories of a file. What a story leaves open is called off after it, so that its timers do not speak
 * into the next one; each story finds its own channel, because it declares its own incident.
 */
export function useWorld(options: WorldOptions = {}): () => World {
  let world: World | null = null;
  const get = (): World => {
    if (world === null) throw new Error('The world has not been started');
    return world;
  };
  beforeAll(async () => {
    world = await startWorld(options);
  }, 60_000);
  afterEach(async () => {
    const { sandbox, bot, ana } = get();
    sandbox.faults.clear();
    const workspace = sandbox.workspace.teamId;
    for (const member of sandbox.workspace.users)
      for (const incident of await listOpen(bot.ctx, { workspace, viewer: member.id, limit: 50 }))
        if (isOpen(incident))
          await execute(bot.ctx, {
            incidentId: incident.id,
            command: { type: 'cancel', by: ana.id, reason: 'other', text: null },
          });
    await get().settle();
  });
  afterAll(async () => {
    await world?.close();
  });
  return get;
}
