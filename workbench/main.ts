// `npm run sandbox`: an incident in the browser, without a Slack account.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildClient } from '../sandbox/client/build.ts';
import { startWorkbench } from './start-workbench.ts';
import { listRunbooks } from './runbooks.ts';

const root = join(import.meta.dirname, '..');
const asked = readArguments();
// Two at once, on two ports, are two workspaces.
const folder = join(root, '.sandbox', String(asked.port));
await run();

async function run(): Promise<void> {
  const workbench = await startWorkbench({ folder, ...asked, page: buildClient() }).catch(refuse);
  say(`Open ${workbench.url}`, 'Ctrl-C ends it.');
  let ending = false;
  const end = (): void => {
    if (ending) process.exit(1); // the second time at once; the bot ends with its parent
    ending = true;
    void workbench.close().finally(() => process.exit(0));
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  try {
    await workbench.botRuns;
  } catch (error) {
    if (!ending) say(error instanceof Error ? error.message : String(error));
  }
}

function readArguments(): { port: number; runbook: string | null } {
  const options = {
    port: { type: 'string', default: '4280' },
    runbook: { type: 'string' },
  } as const;
  const { port, runbook } = parseArgs({ options }).values;
  const names = listRunbooks().map(({ name }) => name);
  if (runbook !== undefined && !names.includes(runbook))
    return stop(`There is no runbook folder “${runbook}”. There are: ${names.join(', ')}.`);
  if (!/^\d{1,5}$/.test(port)) return stop(`“${port}” is no port. Write a number: npm run sandbox -- --port 4281`);
  return { port: Number(port), runbook: runbook ?? null };
}

function refuse(error: unknown): never {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  if (taken)
    stop(`Something else listens on port ${asked.port}. Take another: npm run sandbox -- --port ${asked.port + 1}`);
  throw error;
}

function stop(why: string): never {
  say(why);
  process.exit(1);
}

function say(...lines: string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
