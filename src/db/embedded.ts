import { chmod, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PoolConfig } from 'pg';
import { UserError } from '../errors.ts';
import {
  findFolderHolder,
  type Holder,
  makeSocketFolder,
  releaseFolderLock,
  SOCKET_NAME,
  takeFolderLock,
} from './folder-lock.ts';
import { type EmbeddedServer, listenForClients } from './serve-embedded.ts';

/** A running embedded PostgreSQL: how to connect to it, and how to end it. */
export type Embedded = { connection: PoolConfig; stop(): Promise<void> };

/**
 * Starts the embedded PostgreSQL on a data folder and serves it on a Unix socket. Throws a UserError when another process
 * has the folder: two on one folder would overwrite each other's rows without an error.
 */
export async function startEmbedded({ folder }: { folder: string }): Promise<Embedded> {
  const dataFolder = join(folder, 'postgres');
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  await chmod(dataFolder, 0o700);
  const { server, socketFolder, release } = await holdFolder(folder);
  try {
    // Only here: who has a server need not hold a second database in memory.
    const { PGlite } = await import('@electric-sql/pglite');
    const db = await PGlite.create({ dataDir: dataFolder, relaxedDurability: false });
    server.serve(db);
    return {
      connection: connectionTo(socketFolder),
      async stop() {
        await server.stop();
        await db.close();
        await release();
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}

/** A data folder that is held: others are refused until it is released. */
type Held = { server: EmbeddedServer; socketFolder: string; release(): Promise<void> };

/** Holds a data folder without opening the database in it. Throws a UserError when another process has it. */
export async function holdFolder(folder: string): Promise<Held> {
  const socketFolder = await makeSocketFolder(folder);
  const server = await listenForClients(join(socketFolder, SOCKET_NAME));
  const holder = await takeFolderLock(folder, socketFolder);
  if (holder) {
    await server.stop();
    await rm(socketFolder, { recursive: true, force: true });
    throw folderIsHeld(folder, holder);
  }
  const release = async (): Promise<void> => {
    await server.stop();
    await releaseFolderLock(folder, socketFolder);
  };
  return { server, socketFolder, release };
}

/** How to connect to the embedded PostgreSQL that another process runs on this folder, or null when none does. */
export async function findEmbedded(folder: string): Promise<PoolConfig | null> {
  const holder = await findFolderHolder(folder);
  return holder && connectionTo(holder.socketFolder);
}

function connectionTo(socketFolder: string): PoolConfig {
  return { host: socketFolder, port: 5432, user: 'postgres', database: 'postgres' };
}

function folderIsHeld(folder: string, { pid }: Holder): UserError {
  return new UserError(
    'folder_in_use',
    `The data folder ${folder} is in use by another Muster (process ${pid}).`,
    'Stop that one first, or set DATABASE_URL to a PostgreSQL that both can use.',
  );
}
