import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/start-sandbox.ts';
import { makeEmbeddedFolder } from './folders.ts';
import { run } from './run.ts';

type Env = Record<string, string | undefined>;
type Stage = {
  folder: string;
  sandbox: Sandbox;
  /** Finds no database yet, which is the quickest of answers. */
  doctor(changes?: Env, ...args: string[]): ReturnType<typeof run>;
  /** Opens the database of `folder`. */
  doctorWithDatabase(changes?: Env, ...args: string[]): ReturnType<typeof run>;
  /** On a machine whose clock says so. */
  doctorAt(now: Date): ReturnType<typeof run>;
};

/** A workspace and an embedded database for the tests of one file, and `muster doctor` that looks at them. */
export function useDoctor(): Stage {
  let database: Awaited<ReturnType<typeof makeEmbeddedFolder>>;
  let sandbox: Sandbox;
  beforeAll(async () => {
    database = await makeEmbeddedFolder();
    sandbox = await startSandbox({ manifest: 'manifest.yaml' });
  }, 60_000);
  afterAll(async () => {
    await sandbox.close();
    await database.remove();
  });
  beforeEach(() => sandbox.faults.clear());
  const env = (changes: Env): Env => ({
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_APP_TOKEN: sandbox.appToken,
    SLACK_API_URL: sandbox.apiUrl,
    ANNOUNCE_CHANNEL: 'incidents',
    RUNBOOK: 'test/support/runbooks/acme',
    DATA_FOLDER: `${database.folder}-none`,
    ...changes,
  });
  return {
    get folder() {
      return database.folder;
    },
    get sandbox() {
      return sandbox;
    },
    doctor: (changes = {}, ...args) => run(['doctor', ...args], env(changes), () => new Date()),
    doctorWithDatabase: (changes = {}, ...args) =>
      run(['doctor', ...args], env({ DATA_FOLDER: database.folder, ...changes }), () => new Date()),
    doctorAt: (now) => run(['doctor'], env({}), () => now),
  };
}
