import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { clockOffset } from '../sandbox/clock.ts';
import { type KeptAccount, keepAccount } from '../sandbox/pagerduty/account.ts';
import { keepWorkspace, type KeptWorkspace } from '../sandbox/state/keep-workspace.ts';
import type { Scene } from './scene.ts';

// Another number when what is kept changes its form: an older file is then left behind, and one starts over.
const version = 1;

/** All but the bot's database that outlives the program. */
export type KeptState = {
  version: number;
  runbook: string;
  /** How far the clock is ahead of the computer's. */
  offset: number;
  workspace: KeptWorkspace;
  pager: KeptAccount;
};

/** What was kept in that file; null where there is nothing, or nothing that can be read. */
export function readState(file: string): KeptState | null {
  if (!existsSync(file)) return null;
  try {
    const state: KeptState = JSON.parse(readFileSync(file, 'utf8'));
    return state.version === version ? state : null;
  } catch {
    return null;
  }
}

/** Writes the scene's state; a half-written file never takes the place of a whole one. */
export async function writeState(file: string, { name, sandbox, pager }: Scene): Promise<void> {
  const state: KeptState = {
    version,
    runbook: name,
    offset: clockOffset(),
    workspace: keepWorkspace(sandbox.workspace),
    pager: keepAccount(pager.account),
  };
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, JSON.stringify(state));
  await rename(`${file}.new`, file);
}
