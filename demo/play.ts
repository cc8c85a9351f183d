// One incident played through the real bot: `npm run demo`, or by an organisation's own runbook: `npm run demo -- --runbook aka`.
// It ends with an error when anything that
// it tells does not happen.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SeenMessage } from '../sandbox/drivers/channel-view.ts';
import { defaultPeople } from '../sandbox/state/people.ts';
import { makeLog } from '../src/log.ts';
import { loadPolicy } from '../src/policy/load-policy.ts';
import { assembleWorld, type World } from '../test/support/assemble-world.ts';
import { asMembers, membersOf } from '../workbench/members.ts';
import { makePaint } from './paint.ts';
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
  await (runbook === null ? play : playOrganisation)(world, stage);
} finally {
  await world.close();
  await rm(folder, { recursive: true, force: true });
}

async function play(
  { ana, ben, cy, clock, settle, channel, sandbox, announcements }: World,
  show: Printer,
): Promise<void> {
  const here = /^incident-/;
  // To a minute of the incident's clock, not by some minutes: the real seconds that the demo takes would add up.
  const until = (minute: string): Promise<void> => {
    const ms = Date.parse(`${clock.now().toISOString().slice(0, 10)}T${minute}:00Z`) - clock.now().getTime();
    return clock.forward({ seconds: Math.max(0, ms / 1000) });
  };
  const does = async (who: string, what: string, act: () => Promise<unknown>): Promise<void> => {
    show.act(who, what);
    await act();
    await settle();
  };

  show.heading('Tuesday, 03:01 UTC. Cy sees that nobody can pay.');
  await does('Cy', 'runs /incident declare P0 Checkout returns 500', () =>
    cy.runs('/incident declare P0 Checkout returns 500', { in: '#general' }),
  );
  channel().shows(/Checkout returns 500/);
  announcements().shows(/Checkout returns 500/);
  ana.sees(/Checkout returns 500/);

  show.heading('Ana, who is on call for command, sleeps. Five minutes later Muster calls the technical lead.');
  await until('03:07');
  expectAt(
    '03:06',
    ben.directMessages().find((message) => /You are needed/.test(message.text)),
  );
  await does('Ben', "presses [I'm on it]", () => ben.clicks("I'm on it", { in: 'dm' }));
  await does('Ben', 'presses [Take tech lead]', () => ben.clicks('Take tech lead', { in: here }));

  show.heading('Ben knows what broke, but nobody leads.');
  await until('03:08');
  await does('Ana', 'presses [Take command]', () => ana.clicks('Take command', { in: here }));
  await does('Ana', 'runs /incident role comms @Cy Tan', () => ana.runs('/incident role comms @Cy Tan', { in: here }));
  await does('Cy', 'presses [Accept]', () => cy.clicks('Accept'));
  channel().shows(/Cy Tan/);
  await until('03:11');
  let found = await ben.says(
    here,
    'Checkout 41 went out at 02:45. It opens a connection per request and the pool is empty.',
  );
  await settle();
  await does('Ana', 'puts :pushpin: on it', () => ana.reacts(found, 'pushpin'));

  show.heading('The first update is due at 03:16. Its nudge comes three minutes before.');
  await until('03:14');
  expectAt('03:13', channel().message(/Update #1 is due at 03:16, in 3 min/));
  await does('Cy', 'presses [Post update]', () => cy.clicks('Post update', { in: here }));
  const update = await cy.seesModal(/Update/);
  update.fill('What do we know?', 'Since 02:48 every checkout answers 500. Release 41 empties the connection pool.');
  update.fill('What did we do?', 'Ben rolls checkout back to release 40.');
  update.fill('What comes next?', 'Watch the error rate; tell support when payments work.');
  update.choose('Status', 'Identified');
  await does('Cy', 'submits the form', () => update.submit());
  channel().shows(/Update #1/);

  await does('Cy', 'runs /incident moment impact started 02:48', () =>
    cy.runs('/incident moment impact started 02:48', { in: here }),
  );

  await until('03:23');
  found = await ben.says(here, 'Release 40 is everywhere. Errors 38 % → 4 %, still falling.');
  await settle();
  await does('Cy', 'puts :pushpin: on it', () => cy.reacts(found, 'pushpin'));

  show.heading('The second update: one line is enough.');
  await until('03:27');
  await does('Cy', 'runs /incident update …', () =>
    cy.runs('/incident update Release 40 is back everywhere. Errors fell from 38 % to 4 %.', { in: here }),
  );
  channel().shows(/Update #2/);
  await until('03:29');
  await does('Ana', 'presses [Monitoring]', () => ana.clicks('Monitoring', { in: here }));
  channel().shows(/Monitoring/);

  show.heading('The fix is watched for half an hour; then Muster offers to resolve.');
  await until('03:55');
  await does('Cy', 'runs /incident update …', () =>
    cy.runs('/incident update No failed payment for 25 minutes.', { in: here }),
  );
  await until('04:00');
  expectAt('03:59', channel().message(/watched for 30 min/));
  await does('Ana', 'presses [Resolve]', () => ana.clicks('Resolve', { in: here }));
  const resolve = await ana.seesModal(/Resolve/);
  resolve.fill('What was it?', 'Release 41 of checkout opened a database connection per request; the pool ran empty.');
  resolve.fill('What fixed it?', 'Rolling back to release 40.');
  resolve.fill('What did customers feel?', 'Nobody could pay from 02:48 to 03:25.');
  await does('Ana', 'submits the form', () => resolve.submit());
  channel().shows(/resolved/i);

  const [draft] = channel().files();
  if (!draft) throw new Error('There is no post-mortem in the channel.');
  if (!draft.content.includes('Checkout returns 500')) throw new Error('The post-mortem does not say what happened.');
  for (const said of [/release 41/i, /Ana Ruiz/, /pool is empty/, /Update|update #3/]) {
    if (!said.test(draft.content)) throw new Error(`The post-mortem does not say ${said}.`);
  }
  if (sandbox.failures.length > 0) throw new Error(`Slack saw failures: ${JSON.stringify(sandbox.failures)}`);
  show.heading(`The post-mortem that Muster wrote (${draft.name})`);
  process.stdout.write(`${draft.content.trimEnd()}\n`);
}

function expectAt(minute: string, message: SeenMessage | undefined): void {
  const at = message?.at.toISOString().slice(11, 16) ?? 'never';
  if (at !== minute) throw new Error(`Expected at ${minute}, happened ${at}: ${message?.text ?? ''}`);
}
