import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { clockNow } from '../sandbox/clock.ts';
import { runCli } from '../src/cli/run-cli.ts';

/** `muster export` of each of these incidents, into a folder `within` for as long as it takes, and what it, or `muster verify` after it, had to complain of. */
export async function exportAll(
  names: readonly string[],
  within: string,
  env: Record<string, string>,
): Promise<{ exports: unknown[]; troubles: string[] }> {
  const folder = await mkdtemp(join(within, 'export-'));
  const exports: unknown[] = [];
  const troubles: string[] = [];
  try {
    for (const name of names) {
      const out = join(folder, name);
      await muster(['export', name, '--out', out], env, troubles);
      for (const file of (await readdir(out).catch(() => [])).filter((one) => one.endsWith('.json')))
        exports.push(JSON.parse(await readFile(join(out, file), 'utf8')));
    }
    if (names.length > 0) await muster(['verify', '--all'], env, troubles);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return { exports, troubles };
}

async function muster(args: string[], env: Record<string, string>, troubles: string[]): Promise<void> {
  const said: string[] = [];
  const hear = (line: string): void => void said.push(line);
  const code = await runCli(args, { env, now: clockNow, out: () => {}, err: hear });
  if (code !== 0) troubles.push(`muster ${args.slice(0, 2).join(' ')} ended with ${code}: ${said.join(' ')}`);
}
