import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from './free-port.ts';

const run = promisify(execFile);
const programs = '/usr/lib/postgresql/15/bin';

/** A PostgreSQL of its own, with the settings that a server has. */
export type Server = { version: string; database(name: string): Promise<string>; stop(): Promise<void> };

/** Starts PostgreSQL 15 on a folder, which is made where it is not there, as another user where this one is root. */
export async function startPostgres(folder: string): Promise<Server> {
  const data = join(folder, 'pg');
  const isRoot = process.getuid?.() === 0;
  const lineOf = (program: string, words: string[]): [string, string[]] => {
    const path = join(programs, program);
    return isRoot ? ['runuser', ['-u', 'postgres', '--', path, ...words]] : [path, words];
  };
  const asPostgres = async (program: string, ...words: string[]): Promise<void> => {
    await run(...lineOf(program, words), { cwd: '/' });
  };
  if (!existsSync(data)) {
    await mkdir(data, { recursive: true });
    await chmod(folder, 0o755);
    if (isRoot) await chown(data, Number((await run('id', ['-u', 'postgres'])).stdout), -1);
    await asPostgres('initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '--locale=C.UTF-8', '-E', 'UTF8');
  }
  const port = await freePort();
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200 -c max_wal_size=4GB`;
  await asPostgres('pg_ctl', '-D', data, '-w', '-l', join(data, 'server.log'), '-o', settings, 'start');
  // Also when the bench is ended in the middle.
  process.once('exit', () => void spawnSync(...lineOf('pg_ctl', ['-D', data, '-m', 'immediate', 'stop'])));
  const urlOf = (name: string): string => `postgresql://postgres@127.0.0.1:${port}/${name}`;
  const ask = async (text: string): Promise<Record<string, string>[]> => {
    const client = new pg.Client({ connectionString: urlOf('postgres') });
    await client.connect();
    try {
      return (await client.query<Record<string, string>>(text)).rows;
    } finally {
      await client.end();
    }
  };
  const [shown] = await ask('SHOW server_version');
  return {
    version: shown?.server_version ?? '',
    database: async (name) => {
      const there = await ask(`SELECT 1 FROM pg_database WHERE datname = '${name}'`);
      if (there.length === 0) await ask(`CREATE DATABASE ${name}`);
      return urlOf(name);
    },
    stop: () => asPostgres('pg_ctl', '-D', data, '-m', 'fast', 'stop'),
  };
}
