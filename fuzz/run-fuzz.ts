import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clockNow, installClock } from '../sandbox/clock.ts';
import { type Sandbox, startSandbox } from '../sandbox/start-sandbox.ts';
import { randomFrom } from '../workbench/random.ts';
import { assault, type Outcome, patience } from './assault.ts';
import { assaultConnections, dawdle } from './assault-connections.ts';
import { assaultSockets } from './assault-sockets.ts';
import { growth, memoryBound } from './growth.ts';
import { startVictim, type Victim } from './start-victim.ts';
import { targetsOf } from './targets.ts';

const root = join(import.meta.dirname, '..');
const secrets = { pager: 'fuzz-webhook-secret-0123', api: 'fuzz-token-0123456789abcdef0123456789' };

/** What is fuzzed, by which bundles, and where the report goes. `database`: one that is migrated already. */
export type Fuzz = {
  program: string;
  clock: string;
  requests: number;
  /** No answer may take longer; milliseconds. Slack waits for 3000. */
  within?: number;
  seed: number;
  /** Part of the name of what is fuzzed; all of it unless told. */
  only?: string;
  database?: { folder: string; databaseUrl?: string };
  tell: (line: string) => void;
};

/** Runs all of it, tells a table, and answers what must not be; empty when all holds. */
export async function runFuzz(fuzz: Fuzz): Promise<string[]> {
  installClock();
  const sandbox = await startSandbox({ manifest: join(root, 'manifest.yaml') });
  const folder = fuzz.database?.folder ?? (await mkdtemp(join(tmpdir(), 'muster-fuzz-')));
  try {
    return [...(await fuzzHttp(fuzz, sandbox, folder)), ...(await fuzzSockets(fuzz, sandbox, folder))];
  } finally {
    await sandbox.close();
    if (fuzz.database === undefined) await rm(folder, { recursive: true, force: true });
  }
}

function settingsOf(sandbox: Sandbox, fuzz: Fuzz, folder: string): Record<string, string> {
  return {
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_API_URL: sandbox.apiUrl,
    DATA_FOLDER: folder,
    DATABASE_URL: fuzz.database?.databaseUrl ?? '',
    RUNBOOK: join(root, 'test/support/runbooks/acme'),
    API_TOKEN: secrets.api,
    HOST: '127.0.0.1',
    PORT: '0',
    // Every refusal as a line would be most of what is measured.
    LOG_LEVEL: 'info',
  };
}

async function fuzzHttp(fuzz: Fuzz, sandbox: Sandbox, folder: string): Promise<string[]> {
  const { program, clock, tell, requests, only = '' } = fuzz;
  const random = randomFrom(fuzz.seed);
  const settings = {
    ...settingsOf(sandbox, fuzz, folder),
    SLACK_SIGNING_SECRET: sandbox.signingSecret,
    PUBLIC_URL: 'https://muster.example.com',
    PAGERDUTY_WEBHOOK_SECRET: secrets.pager,
    // Nobody is there: no page is ever opened.
    PAGERDUTY_API_TOKEN: 'fuzz-pager-token',
    PAGERDUTY_FROM_EMAIL: 'muster@example.com',
    PAGERDUTY_SERVICE: 'PSERVICE',
    PAGERDUTY_API_URL: 'http://127.0.0.1:9',
  };
  const victim = await startVictim({ program, clock, settings });
  try {
    const before = victim.memory();
    const wrong: string[] = [];
    const samples: number[] = [];
    tell('| endpoint | requests | seconds | slowest, ms | answers |\n|---|---|---|---|---|');
    const report = (outcome: Outcome): void => {
      samples.push(...outcome.memory);
      tell(rowOf(outcome));
      wrong.push(...wrongOf(outcome));
    };
    // Beside all the others, so that these are answered in time all the same.
    const slow = 'slow connections'.includes(only) ? dawdle(victim, Math.min(200, requests)) : null;
    for (const target of targetsOf({ signing: sandbox.signingSecret, ...secrets, now: clockNow }))
      if (target.name.includes(only))
        report(await assault(victim, target, { requests, random, within: fuzz.within ?? patience }));
    if ('raw connections'.includes(only)) report(await assaultConnections(victim, { connections: requests, random }));
    if (slow !== null) report(await slow);
    const grown = growth(samples);
    tell(
      `Memory: ${mb(before)} MB at the start, ${mb(victim.memory())} MB at the end; medians of thirds differ by ${mb(grown)} MB.`,
    );
    if (grown > memoryBound) wrong.push(`memory grew by ${mb(grown)} MB`);
    return tellWrong([...wrong, ...(await aftermath(victim, sandbox))], tell);
  } finally {
    await victim.stop();
  }
}

async function fuzzSockets(fuzz: Fuzz, sandbox: Sandbox, folder: string): Promise<string[]> {
  const { program, clock, tell, requests, only = '' } = fuzz;
  if (!'Socket Mode'.includes(only)) return [];
  const settings = { ...settingsOf(sandbox, fuzz, folder), SLACK_APP_TOKEN: sandbox.appToken };
  const victim = await startVictim({ program, clock, settings });
  try {
    sandbox.deliverTo({ kind: 'socket' });
    await sandbox.eventually(() => needs(sandbox.socketConnections() === 2, 'It has not opened its two sockets.'));
    const outcome = await assaultSockets(victim, sandbox, { frames: requests, random: randomFrom(fuzz.seed) });
    tell(rowOf(outcome));
    const wrong = wrongOf(outcome);
    const grown = growth(outcome.memory);
    if (grown > memoryBound) wrong.push(`memory grew by ${mb(grown)} MB`);
    return tellWrong([...wrong, ...(await aftermath(victim, sandbox))], tell);
  } finally {
    await victim.stop();
  }
}

/** What is well-formed and signed is acted on, and Slack refuses some of it; a fault of the program's own is another thing. */
function isUnexpected(line: string): boolean {
  return /"level":60|"level":50.*"type":"(Type|Range|Reference|Syntax)Error"|A promise failed|nobody expected|Unhandled|Warning:/.test(
    line,
  );
}

let declarations = 0;

/** Alive, ready, nothing recorded, nothing posted, nothing in the log that nobody expected, and a command does what it should. */
async function aftermath(victim: Victim, sandbox: Sandbox): Promise<string[]> {
  if (!victim.isAlive()) return [`the process has ended: ${victim.log().slice(-2000)}`];
  const wrong: string[] = [];
  await sandbox
    .eventually(async () => {
      const ready = await fetch(`${victim.url}/readyz`);
      needs(ready.status === 200, await ready.text());
    })
    .catch((error: unknown) => wrong.push(`not ready: ${String(error)}`));
  const posted = sandbox.workspace.channels.filter(({ name }) => name.startsWith('incident-')).length;
  if (posted !== declarations) wrong.push(`${posted - declarations} channels were made`);
  const unexpected = victim
    .log()
    .split('\n')
    .filter((line) => isUnexpected(line));
  const kinds = new Map(unexpected.map((line) => [/"msg":"([^"]*)"/.exec(line)?.[1] ?? line.slice(0, 300), line]));
  wrong.push(...[...kinds.values()].map((line) => `in the log: ${line.slice(0, 1500)}`));
  if (sandbox.socketConnections() === 0) sandbox.deliverTo({ kind: 'http', url: `${victim.url}/slack/events` });
  declarations += 1;
  const began = performance.now();
  await sandbox.person('Ana Ruiz').runs('/incident declare P1 after the storm', { in: '#general' });
  if (performance.now() - began > patience) wrong.push('a command was not taken in time');
  await sandbox
    .eventually(
      () => {
        const found = sandbox.workspace.channels.filter(({ name }) => /after-the-storm/.test(name)).length;
        needs(found === declarations, 'no channel yet');
        // The first number: nothing was recorded before.
        sandbox.channel(/after-the-storm/).shows(new RegExp(`INC-${declarations} · P1`));
      },
      { within: 20_000 },
    )
    .catch((error: unknown) => wrong.push(`a command afterwards: ${String(error)}`));
  return wrong;
}

function tellWrong(wrong: string[], tell: (line: string) => void): string[] {
  for (const one of wrong) tell(`✗ ${one}`);
  return wrong;
}

function rowOf({ name, requests, ms, slowest, statuses }: Outcome): string {
  const told = Object.entries(statuses).map(([status, times]) => `${status === '0' ? 'cut off' : status}: ${times}`);
  return `| ${name} | ${requests} | ${(ms / 1000).toFixed(1)} | ${Math.round(slowest)} | ${told.join(', ')} |`;
}

function wrongOf({ name, wrong }: Outcome): string[] {
  return [...wrong].map(([what, times]) => `${name}: ${what} (${times} times)`);
}

function mb(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}

function needs(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}
