// One incident played through the real bot: `npm run demo`, or by an organisation's own runbook: `npm run demo -- --runbook aka`.
// It ends with an error when anything that
// it tells does not happen.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultPeople } from '../sandbox/state/people.ts';
import { makeLog } from '../src/log.ts';
import { loadPolicy } from '../src/policy/load-policy.ts';
import { assembleWorld } from '../test/support/assemble-world.ts';
import { asMembers, membersOf } from '../workbench/members.ts';
import { makePaint } from './paint.ts';
import { playCheckout } from './play-checkout.ts';
import { playOrganisation } from './play-organisation.ts';
import { type Printer, printWorkspace } from './print-workspace.ts';
import { readRunbook } from './read-runbook.ts';

const runbook = readRunbook(process.argv.slice(2));
const policy = runbook === null ? null : await loadPolicy(runbook);
const folder = await mkdtemp(join(tmpdir(), 'muster-demo-'));
const log = makeLog({ level: 'error', destination: { write: (line) => void process.stderr.write(line) } });
let printer: Printer | null = null;
const world = await assembleWorld({
  database: { folder },
  log,
  ...(runbook === null || policy === null
    ? {}
    : { policy: runbook, saying: asMembers, sandbox: { people: [...defaultPeople, ...membersOf(policy)] } }),
  startAt: { weekday: 2, time: '03:01' },
  onStill: () => printer?.news(),
});
const stage = printWorkspace(
  world.sandbox,
  makePaint(process.stdout.isTTY),
  world.clock.now,
  (line) => void process.stdout.write(`${line}\n`),
);
printer = stage;
try {
  const { name, content } = await (runbook === null ? playCheckout : playOrganisation)(
    { ...world, runbook: world.bot.ctx.runbooks.current, failures: world.sandbox.failures },
    { heading: async (text) => stage.heading(text), act: async (who, what) => stage.act(who, what) },
  );
  stage.heading(`The post-mortem that Muster wrote (${name})`);
  process.stdout.write(`${content.trimEnd()}\n`);
} finally {
  await world.close();
  await rm(folder, { recursive: true, force: true });
}
