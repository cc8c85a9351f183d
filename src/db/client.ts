import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { PrismaClient } from './generated/client.ts';

/** Makes a Prisma client on a pool that others use too; whoever made the pool ends it. */
export function createClient(pool: pg.Pool): PrismaClient {
  return new PrismaClient({
    adapter: new PrismaPg(pool, { disposeExternalPool: false }),
    // Waiting for a connection is bounded like connecting is; a transaction only reads and writes a few rows.
    transactionOptions: { maxWait: 2500, timeout: 5000 },
  });
}
