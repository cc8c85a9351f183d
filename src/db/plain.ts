import { createHash } from 'node:crypto';
import pg from 'pg';
import type { Prisma } from './generated/client.ts';

// What every command and every effect asks goes past Prisma, which takes several times longer to put a statement together than
// the database to answer it. The same tables, by the same pool; what is asked more rarely goes through Prisma.

/** Statements by `pg`, each by itself or those of a transaction. */
export type Plain = {
  /** `$1`, `$2` … stand for the values; the text is always the same, so that a server plans it once. */
  ask<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[]): Promise<Row[]>;
};

/** The same on a pool, and transactions on it. */
export type PlainDatabase = Plain & {
  /** All of `work`, or nothing. Nothing of it may ask anybody but the database. */
  transaction<T>(work: (tx: Plain) => Promise<T>): Promise<T>;
};

/** Whatever a statement can be put to: what is shared by commands runs in transactions of Prisma's as well. */
export type Askable = Plain | Pick<Prisma.TransactionClient, '$queryRawUnsafe'>;

/** The rows that a statement answers. Moments are given as `toISOString()`, lists as JSON: both ways read them alike. */
export function ask<Row extends pg.QueryResultRow>(
  tx: Askable,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  return 'ask' in tx ? tx.ask<Row>(text, values) : tx.$queryRawUnsafe<Row[]>(text, ...values);
}

// As long as a transaction of Prisma's: see client.ts.
const longest = 10_000;

/** Makes it on a pool. Clients of the embedded database share one session, so that their statements can have no names. */
export function makePlain(pool: pg.Pool, { named }: { named: boolean }): PlainDatabase {
  const names = new Map<string, string>();

  function nameOf(text: string): string {
    const name = names.get(text) ?? `muster_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
    names.set(text, name);
    return name;
  }

  async function put<Row extends pg.QueryResultRow>(
    to: pg.Pool | pg.PoolClient,
    text: string,
    values: readonly unknown[],
  ): Promise<Row[]> {
    const query = { text, values: [...values] };
    const { rows } = await to.query<Row>(named ? { ...query, name: nameOf(text) } : query);
    return rows;
  }

  async function transaction<T>(work: (tx: Plain) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    let isOver = false;
    const tx: Plain = {
      async ask(text, values) {
        // By then the connection is somebody else's.
        if (isOver) throw new Error('The transaction is over');
        return put(client, text, values);
      },
    };
    const limit = makeLimit();
    try {
      const result = await Promise.race([committed(client, () => work(tx)), limit.passed]);
      isOver = true;
      client.release();
      return result;
    } catch (error) {
      isOver = true;
      const isUsable = !(error instanceof pg.DatabaseError) && (await rolledBack(client, limit));
      // One that is closed is rolled back by the server, and one that the server complained of may do so again.
      client.release(!isUsable);
      throw error;
    } finally {
      limit.end();
    }
  }

  return { ask: (text, values) => put(pool, text, values), transaction };
}

type Limit = { passed: Promise<never>; end(): void };

function makeLimit(): Limit {
  let end = (): void => {};
  const passed = new Promise<never>((_, refuse) => {
    const tooLong = new Error(`A transaction took longer than ${longest / 1000} s`);
    const timer = setTimeout(() => refuse(tooLong), longest);
    end = () => clearTimeout(timer);
  });
  passed.catch(() => {});
  return { passed, end };
}

async function committed<T>(client: pg.PoolClient, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  const result = await work();
  const { command } = await client.query('COMMIT');
  // The server answers so where a statement failed and whoever asked it went on all the same.
  if (command !== 'COMMIT') throw new Error('The transaction was rolled back');
  return result;
}

async function rolledBack(client: pg.PoolClient, { passed }: Limit): Promise<boolean> {
  return Promise.race([client.query('ROLLBACK'), passed]).then(
    () => true,
    () => false,
  );
}
