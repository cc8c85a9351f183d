import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { PrismaClient } from './generated/client.ts';

/** Makes a Prisma client on a pool that others use too; whoever made the pool ends it. */
export function createClient(pool: pg.Pool): PrismaClient {
  return new PrismaClient({
    adapter: new PrismaPg(pool, { disposeExternalPool: false }),
    // A transaction reads and writes a few rows. On a busy machine, and on the embedded database, where they take turns, that
    // may be seconds; whoever declares hears after three all the same.
    transactionOptions: { maxWait: 10_000, timeout: 10_000 },
  });
}
