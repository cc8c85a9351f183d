import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { openDatabase } from '../src/db/connect.ts';
import { applyMigrations } from '../src/db/migrate.ts';
import type { Leftovers } from './leftovers.ts';

/** A PostgreSQL server that rounds have their databases on. */
export type Postgres = {
  /** Makes a migrated, empty database and answers its address. */
  fresh(name: string): Promise<string>;
  drop(name: string): Promise<void>;
  /** Ends every connection to a database, as a broken network does. */
  cut(name: string): Promise<void>;
  /** Ends the server and starts it again; null when it is not ours to restart. */
  restart: ((mode: 'immediate' | 'fast') => Promise<void>) | null;
  close(): Promise<void>;
};

const run = promisify(execFile);
const template = 'muster_chaos_template';
const patience = 20_000;

/** Starts a server of its own, or uses the one that is given. */
export async function startPostgres(given: string | null, leftovers: Leftovers): Promise<Postgres> {
  const server = given === null ? await startServer(leftovers) : null;
  const url = server?.url ?? given ?? '';
  const sql = (statement: string): Promise<void> => runOn(url, statement);
  const mine = `${template}_${process.pid}`;
  await sql(`CREATE DATABASE ${mine}`);
  const database = await openDatabase({ databaseUrl: withDatabase(url, mine), folder: '', whenHeld: 'refuse' });
  await applyMigrations(database.pool);
  await database.close();
  return {
    fresh: async (name) => {
      await sql(`CREATE DATABASE ${name} TEMPLATE ${mine}`);
      return withDatabase(url, name);
    },
    drop: (name) => sql(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
    cut: (name) => sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`),
    restart: server === null ? null : (mode) => server.restart(mode),
    close: async () => {
      if (server === null) await sql(`DROP DATABASE IF EXISTS ${mine} WITH (FORCE)`);
      else await server.close();
    },
  };
}

/** The address of another database of the same server. */
function withDatabase(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function runOn(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  client.on('error', () => {}); // heard of by the query
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

type Server = { url: string; restart(mode: 'immediate' | 'fast'): Promise<void>; close(): Promise<void> };

async function startServer(leftovers: Leftovers): Promise<Server> {
  const bin = findPrograms();
  const folder = await mkdtemp(join(tmpdir(), 'muster-chaos-pg-'));
  leftovers.add(folder);
  // PostgreSQL refuses to run as root.
  const owner = process.getuid?.() === 0 ? await idsOf('postgres') : null;
  if (owner !== null) await chown(folder, owner.uid, owner.gid);
  await chmod(folder, 0o755);
  const as = { cwd: folder, ...owner };
  const data = join(folder, 'data');
  await run(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '--locale=C.UTF-8', '-E', 'UTF8', '--no-sync'],
    as,
  );
  const port = await freePort();
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  // Nothing that a killed server would lose is kept from the disk by that: only a machine that loses power loses it.
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'off',
    max_connections: 200,
  };
  const words = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  let guard = start();

  // The shell ends the server when the pipe to it breaks, so that none is left behind by a harness that was killed.
  function start(): ChildProcess {
    const script =
      '"$@" >>server.log 2>&1 <&- & server=$!; cat >/dev/null; kill -QUIT $server 2>/dev/null; wait $server';
    const guarded = ['-c', script, 'sh', join(bin, 'postgres'), '-D', data, ...words];
    return spawn('/bin/sh', guarded, { ...as, stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  }
  async function ready(): Promise<void> {
    const end = performance.now() + patience;
    for (;;) {
      try {
        return await runOn(url, 'SELECT 1');
      } catch (error) {
        if (performance.now() > end) throw error;
      }
      await delay(15);
    }
  }
  await ready();
  return {
    url,
    restart: async (mode) => {
      const before = guard;
      await run(join(bin, 'pg_ctl'), ['-D', data, '-m', mode, '-w', 'stop'], as);
      before.stdin?.end();
      guard = start();
      await ready();
    },
    close: async () => {
      const gone = once(guard, 'exit');
      guard.stdin?.end();
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function findPrograms(): string {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).toSorted((one, other) => Number(other) - Number(one)) : [];
  const found = versions.map((version) => join(root, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
  if (found === undefined)
    throw new Error(`There is no PostgreSQL under ${root}. Install postgresql-15, or give a server by --database.`);
  return found;
}

async function idsOf(user: string): Promise<{ uid: number; gid: number }> {
  const ask = async (which: string): Promise<number> => Number((await run('id', [which, user])).stdout);
  return { uid: await ask('-u'), gid: await ask('-g') };
}

// Below the range that the system gives out by chance, so that a server that comes back finds its own again.
async function freePort(): Promise<number> {
  for (;;) {
    const port = 15_000 + Math.floor(Math.random() * 10_000);
    const server = createServer();
    const free = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    server.close();
    if (free) return port;
  }
}
