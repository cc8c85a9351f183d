import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Check, bad, good, odd } from './check.ts';

const megabyte = 1024 * 1024;
// A year of incidents is a few hundred megabytes; a database without any room stops in the middle of one.
const room = { odd: 1024 * megabyte, bad: 200 * megabyte };

/** There is room where the embedded database writes. */
export const checkDisk: Check = {
  name: 'disk',
  run: async ({ config }) => {
    if (config.databaseUrl !== null) return [];
    const free = await freeAt(resolve(config.dataFolder));
    const told = `${free > room.odd ? `${Math.floor(free / room.odd)} GB` : `${Math.floor(free / megabyte)} MB`} free for ${config.dataFolder}`;
    if (free > room.odd) return [good(told)];
    return [(free > room.bad ? odd : bad)(`${told}. Make room: the database stops when there is none.`)];
  },
};

/** Bytes, of the folder or of the first above it that is there. */
async function freeAt(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    if (dirname(folder) === folder) throw error;
    return freeAt(dirname(folder));
  }
}
