import { makeLog } from '../../src/log.ts';
import { assembleWorld, type World, type WorldOptions } from './assemble-world.ts';
import { makeTestDatabase } from './database.ts';

/** A workspace, a bot and a fresh database for one story or one file of stories; `close` removes them all. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const database = await makeTestDatabase();
  const world = await assembleWorld({ ...options, database, log: makeLog({ level: 'fatal' }) });
  return {
    ...world,
    get bot() {
      return world.bot;
    },
    close: async () => {
      await world.close();
      await database.remove();
    },
  };
}
