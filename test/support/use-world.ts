import { afterAll, afterEach, beforeAll } from 'vitest';
import type { World, WorldOptions } from './assemble-world.ts';
import { startWorld } from './world.ts';

/**
 * One world for the stories of a file. After each, the bot forgets its incidents, so that the timers of one story do not speak
 * into the next; the workspace keeps its channels, and each story finds its own, because it declares its own incident.
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
    const { sandbox, bot, settle } = get();
    sandbox.faults.clear();
    await settle();
    const { pool } = bot.ctx.db;
    // Of a few rows each: emptying the files of the tables would take ten times as long.
    for (const table of [
      'timeline_entry',
      'effect',
      'delivery',
      'post_mortem',
      'incident',
      'graphile_worker._private_jobs',
    ])
      await pool.query(`DELETE FROM ${table}`);
  });
  afterAll(async () => {
    await world?.close();
  });
  return get;
}
