import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../sandbox/start-sandbox.ts';
import type { Program } from './start-program.ts';
import { startProgram } from './start-program.ts';

/** On which of the two databases the rows are measured. */
export type DatabaseKind = 'PostgreSQL' | 'embedded';
/** A database of its own: a folder for the embedded one, an address on a server. */
export type OwnDatabase = { folder: string; databaseUrl: string | null };

/** What a row is measured with. */
export type Stage = {
  kind: DatabaseKind;
  /** A smoke of the row: few rounds, little data, no figure to be judged. */
  quick: boolean;
  /** An empty one; a name that was given before is the same one again. */
  database(name?: string): Promise<OwnDatabase>;
  fileOf(program: string): string;
  say(what: string): void;
};

/** A workspace for one row, and the programs that are measured in it. All of them end with `close`. */
export type Scene = {
  sandbox: Sandbox;
  /** The bot as people run it, ready; told by its `url`. */
  startMuster(database: OwnDatabase): Promise<Program>;
  /** The least that can do the same, in the same workspace. */
  startFloor(program: string, settings?: Record<string, string>): Promise<Program>;
  /** Who hears the workspace from now on. */
  deliverTo(program: Program): void;
  close(): Promise<void>;
};

const root = join(import.meta.dirname, '..');

/** The settings of a bot in that workspace. */
export function settingsOf(sandbox: Sandbox, { folder, databaseUrl }: OwnDatabase): Record<string, string> {
  return {
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_SIGNING_SECRET: sandbox.signingSecret,
    SLACK_API_URL: sandbox.apiUrl,
    ANNOUNCE_CHANNEL: 'incidents',
    DATA_FOLDER: folder,
    DATABASE_URL: databaseUrl ?? '',
    RUNBOOK: join(root, 'test/support/runbooks/acme'),
    HOST: '127.0.0.1',
    PORT: '0',
  };
}

/** Sets the scene of a row. */
export async function setScene({ fileOf }: Stage): Promise<Scene> {
  const sandbox = await startSandbox({ manifest: join(root, 'manifest.yaml') });
  const programs: Program[] = [];
  const start = async (program: string, settings: Record<string, string>, ready: string): Promise<Program> => {
    const started = await startProgram(fileOf(program), settings, ready);
    programs.push(started);
    return started;
  };
  return {
    sandbox,
    startMuster: (database) => start('main', settingsOf(sandbox, database), '/readyz'),
    startFloor: (program, settings = {}) =>
      start(program, { ...settingsOf(sandbox, { folder: '', databaseUrl: null }), ...settings }, '/'),
    deliverTo: ({ url }) => sandbox.deliverTo({ kind: 'http', url: `${url}/slack/events` }),
    close: async () => {
      await Promise.all(programs.map((program) => program.stop()));
      await sandbox.close();
    },
  };
}

/** A folder that is removed at the end of what is done in it. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-bench-'));
  // PostgreSQL runs as another user, and its folder is inside.
  await chmod(folder, 0o755);
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
