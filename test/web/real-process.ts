import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { inject } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/start-sandbox.ts';
import { makeTestDatabase, type TestDatabaseFiles } from '../support/database.ts';

const root = join(import.meta.dirname, '../..');

/** A bot that runs as a process of its own; `output` is what it has printed so far. */
export type Process = { child: ChildProcess; output(): string; code: Promise<number | null> };

/** A workspace, a database, and the processes that a test starts on them. */
export type Site = {
  sandbox: Sandbox;
  database: TestDatabaseFiles;
  /** Starts Muster, or what `by` says, with these settings changed. */
  start(changes?: Record<string, string>, how?: { cwd?: string; by?: [string, ...string[]] }): Process;
  /** Waits until it runs; its address. */
  runs(bot: Process): Promise<string>;
  close(): Promise<void>;
};

/** Opens a site; its processes load `preloads` first. */
export async function openSite(preloads: string[] = []): Promise<Site> {
  const sandbox = await startSandbox({ manifest: join(root, 'manifest.yaml') });
  const database = await makeTestDatabase();
  const processes: Process[] = [];
  const imports = preloads.flatMap((file) => ['--import', file]);
  const bundled: [string, ...string[]] = [process.execPath, '--liftoff-only', ...imports, inject('programs').main];

  const start: Site['start'] = (changes = {}, { cwd = root, by = bundled } = {}) => {
    const env = {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      SLACK_BOT_TOKEN: sandbox.botToken,
      SLACK_APP_TOKEN: sandbox.appToken,
      SLACK_API_URL: sandbox.apiUrl,
      DATA_FOLDER: database.folder,
      DATABASE_URL: database.databaseUrl ?? '',
      RUNBOOK: join(root, 'test/support/runbooks/acme'),
      PORT: '0',
      ...changes,
    };
    const [program, ...words] = by;
    const child = spawn(program, words, { cwd, env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (data: Buffer) => {
        text += data.toString('utf8');
      });
    const code = once(child, 'exit').then(([status]: (number | null)[]) => status ?? null);
    const started = { child, output: () => text, code };
    processes.push(started);
    return started;
  };

  return {
    sandbox,
    database,
    start,
    runs: (bot) =>
      sandbox.eventually(
        () => {
          const line = bot
            .output()
            .split('\n')
            .find((one) => one.includes('"Muster runs"'));
          if (line === undefined) throw new Error(`It does not run yet:\n${bot.output()}`);
          return /"url":"([^"]+)"/.exec(line)?.[1] ?? '';
        },
        { within: 45_000 },
      ),
    close: async () => {
      for (const { child, code } of processes) {
        child.kill('SIGKILL');
        await code;
      }
      await sandbox.close();
      await database.remove();
    },
  };
}
