import { runCli } from '../../src/cli/run-cli.ts';

/** Runs one `muster` command in this process, and keeps what it said. */
export async function run(
  args: string[],
  env: Record<string, string | undefined> = {},
  now: () => Date = () => new Date('2026-03-03T10:00:00Z'),
) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCli(args, {
    env,
    now,
    out: (line) => out.push(line),
    err: (line) => err.push(line),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}
