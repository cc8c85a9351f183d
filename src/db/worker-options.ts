import type { WorkerSharedOptions } from 'graphile-worker';
import type { Database } from './connect.ts';

/** What graphile-worker has to be told about a database, whichever of the two it is. */
export type WorkerDatabaseOptions = Pick<
  WorkerSharedOptions,
  'pgPool' | 'noPreparedStatements' | 'pollInterval' | 'useNodeTime'
>;

/** The options with which a graphile-worker runner works on this database. */
export function workerOptions(database: Database): WorkerDatabaseOptions {
  return {
    pgPool: database.pool,
    // The connections of the embedded database share one session, and a statement prepared by two of them stalls the worker.
    noPreparedStatements: database.embedded,
    // NOTIFY starts a new job within about 10 ms on both; the poll finds what became due later.
    pollInterval: 1000,
    // Due times are our clock's, which the sandbox moves.
    useNodeTime: true,
  };
}
