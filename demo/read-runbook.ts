import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const runbooks = join(import.meta.dirname, '../runbooks');

/** The folder that `--runbook` names, or null without it. Ends the program where there is none of that name. */
export function readRunbook(args: string[]): string | null {
  const { values } = parseArgs({ args, options: { runbook: { type: 'string' } } });
  if (values.runbook === undefined) return null;
  const names = readdirSync(runbooks).filter((name) => existsSync(join(runbooks, name, 'policy.yaml')));
  if (names.includes(values.runbook)) return join(runbooks, values.runbook);
  process.stderr.write(`There is no runbook folder “${values.runbook}”. There are: ${names.join(', ')}.\n`);
  process.exit(1);
}
