import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { removeAbandoned } from './fast-folder.ts';

it('A run of tests removes the folders of killed ones, and none whose process is alive', async () => {
  const place = await mkdtemp(join(tmpdir(), 'muster-files-'));
  const { pid: gone } = spawnSync('true');
  for (const name of [`muster-test-${gone}-a`, `muster-test-${process.pid}-b`, 'muster-test-c', 'another'])
    await mkdir(join(place, name, 'postgres'), { recursive: true });
  expect(await removeAbandoned([place, join(place, 'nowhere')])).toBe(1);
  expect(await readdir(place)).toEqual(['another', `muster-test-${process.pid}-b`, 'muster-test-c']);
  await rm(place, { recursive: true });
});
