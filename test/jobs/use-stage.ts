import { afterAll, afterEach, beforeAll } from 'vitest';
import { openTestDatabase } from '../support/database.ts';
import { type Stage, startStage } from './stage.ts';

/** One stage on a fresh database for the tests of a file; Slack is well again after each. */
export function useStage(): () => Stage {
  let stage: Stage | null = null;
  let closeDatabase = async (): Promise<void> => {};
  const get = (): Stage => {
    if (stage === null) throw new Error('The stage has not been started');
    return stage;
  };
  beforeAll(async () => {
    const { database, close } = await openTestDatabase();
    closeDatabase = close;
    stage = await startStage(database);
  });
  afterEach(() => get().sandbox.faults.clear());
  afterAll(async () => {
    await stage?.close();
    await closeDatabase();
  });
  return get;
}
