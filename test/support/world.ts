import type { Logger } from 'pino';
import { makeLog } from '../../src/log.ts';
import { assembleWorld, type World, type WorldOptions } from './assemble-world.ts';
import { borrowTestDatabase } from './database.ts';

/** A workspace, a bot and a fresh database for one story or one file of stories; `close` removes them all. `reachDatabase` puts something between the bot and its server. */
export async function startWorld(
  options: WorldOptions & { reachDatabase?: (url: string) => string; log?: Logger } = {},
): Promise<World> {
  const { reachDatabase = (url) => url, log = makeLog({ level: 'fatal' }), ...rest } = options;
  const database = await borrowTestDatabase();
  const { folder, databaseUrl } = database;
  const reached = { folder, databaseUrl: databaseUrl === undefined ? undefined : reachDatabase(databaseUrl) };
  const world = await assembleWorld({ ...rest, database: reached, log });
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
