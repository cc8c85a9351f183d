import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { check } from '../../chaos/check/check.ts';
import { plantOf, plantPlugin } from '../../chaos/plant/plant-bug.ts';
import { bundlePrograms } from '../../workbench/bundle-programs.ts';
import { makeTestDatabase } from '../support/database.ts';

const run = promisify(execFile);

// Several at once, each in another file and seen by another rule, in a play of a few seconds. All of them, each alone, in real processes:
// npm run chaos -- --plants.
const together = [
  'entry-lost',
  'file-unshared',
  'headline-stale',
  'number-again',
  'page-left',
  'reminder-dropped',
  'sent-again',
  'status-untrue',
  'step-dropped',
  'title-in-previews',
  'wait-ignored',
];

describe('A bug in the bot', () => {
  it('is seen by the rule of the checker that is for it', { timeout: 120_000 }, async () => {
    const complained = await complainedOf(together);
    expect(together.map((name) => plantOf(name).rule).filter((rule) => !complained.has(rule))).toEqual([]);
  });
});

/** The rules that complained of a bot with all of these. */
async function complainedOf(planted: readonly string[]): Promise<Set<string>> {
  const { fileOf, remove } = await bundlePrograms(
    { play: resolve(import.meta.dirname, 'play.ts') },
    { plugins: planted.map((name) => plantPlugin(name)) },
  );
  const database = await makeTestDatabase();
  const file = join(database.folder, 'record.json');
  try {
    await run(process.execPath, [fileOf('play')], {
      env: {
        ...process.env,
        MUSTER_TEST_FOLDER: database.folder,
        MUSTER_TEST_RECORD: file,
        ...(database.databaseUrl === undefined ? {} : { MUSTER_TEST_URL: database.databaseUrl }),
      },
    });
    return new Set((await check(JSON.parse(await readFile(file, 'utf8')))).map(({ rule }) => rule));
  } finally {
    await database.remove();
    await remove();
  }
}
