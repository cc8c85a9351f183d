import pg from 'pg';
import { createClient } from './client.ts';
import { findEmbedded, startEmbedded } from './embedded.ts';
import type { PrismaClient } from './generated/client.ts';
import { makePlain, type PlainDatabase } from './plain.ts';

/** The database of one process; `pool`, `plain` and `prisma` share their connections. */
export type Database = {
  prisma: PrismaClient;
  plain: PlainDatabase;
  pool: pg.Pool;
  /** True on the embedded PostgreSQL, whose single session suits no long transaction. */
  embedded: boolean;
  /** Whether a query is answered within 2 s. */
  alive(): Promise<boolean>;
  close(): Promise<void>;
};

/**
 * What to do when another process holds the data folder: the bot is refused (UserError `folder_in_use`), the CLI joins it and
 * goes through its socket.
 */
export type WhenHeld = 'refuse' | 'join';

type Opening = {
  /** Without it the embedded PostgreSQL in `folder` is used. */
  databaseUrl?: string;
  folder: string;
  whenHeld: WhenHeld;
  /** Hears of connections that break while nobody uses them; the pool replaces them by itself. */
  onConnectionError?: (error: Error) => void;
};

// The declarer hears within 3 s that nothing is recorded, so a connection has less.
const CONNECTION_TIMEOUT = 2500;
const ALIVE_TIMEOUT = 2000;
const CONNECTIONS = 10;

/** Opens the database of this process, starting the embedded PostgreSQL if it has to; migrations are applied separately. */
export async function openDatabase(opening: Opening): Promise<Database> {
  const { databaseUrl, folder, whenHeld } = opening;
  if (databaseUrl)
    return connectTo({ connectionString: databaseUrl }, { ...opening, embedded: false, stop: async () => {} });
  const joined = whenHeld === 'join' ? await findEmbedded(folder) : null;
  if (joined) return connectTo(joined, { ...opening, embedded: true, stop: async () => {} });
  const { connection, stop } = await startEmbedded({ folder });
  return connectTo(connection, { ...opening, embedded: true, stop });
}

type Connecting = { embedded: boolean; stop(): Promise<void>; onConnectionError?: (error: Error) => void };

/** Makes the pool and the Prisma client of a PostgreSQL that is already there; `stop` is called last by `close`. */
export function connectTo(connection: pg.PoolConfig, { embedded, stop, onConnectionError }: Connecting): Database {
  const pool = new pg.Pool({
    ...connection,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECTION_TIMEOUT,
    application_name: 'muster',
    keepAlive: true,
  });
  const report = onConnectionError ?? (() => {});
  pool.on('error', report);
  pool.on('connect', (client) => client.on('error', report)); // without it a lost connection ends the process
  const prisma = createClient(pool);
  return {
    prisma,
    plain: makePlain(pool, { named: !embedded }),
    pool,
    embedded,
    alive: () => answersInTime(pool),
    async close() {
      await prisma.$disconnect();
      await pool.end();
      await stop();
    },
  };
}

async function answersInTime(pool: pg.Pool): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<false>((answer) => {
    timer = setTimeout(() => answer(false), ALIVE_TIMEOUT);
  });
  const answered = pool.query('SELECT 1').then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([answered, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
