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

// Several at once, each in another file and seen by another rule: a run takes as long as a small story.
const together = [
  [
    'change-untold',
    'entry-lost',
    'file-unshared',
    'number-again',
    'page-left',
    'reminder-dropped',
    'sent-again',
    'status-untrue',
    'step-dropped',
    'title-in-previews',
    'wait-ignored',
  ],
  ['headline-stale', 'marked-before-its-call', 'reminder-repeated', 'steps-together'],
];

describe('A bug in the bot is seen by the checker of chaos', () => {
  it.for(together.map((planted) => ({ planted })))('$planted', { timeout: 120_000 }, async ({ planted }) => {
    expect(await rulesThatSee(planted)).toEqual(
      planted.map((name) => [name, expect.arrayContaining([expect.any(String)])]),
    );
  });
});

/** For each plant those of its rules that complained. */
async function rulesThatSee(planted: string[]): Promise<[string, string[]][]> {
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
    const complained = new Set((await check(JSON.parse(await readFile(file, 'utf8')))).map(({ rule }) => rule));
    return planted.map((name) => [name, plantOf(name).rules.filter((rule) => complained.has(rule))]);
  } finally {
    await database.remove();
    await remove();
  }
}
