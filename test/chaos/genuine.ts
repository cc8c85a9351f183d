import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { moveClock } from '../../sandbox/clock.ts';
import { startPagerDuty } from '../../sandbox/pagerduty/start-pagerduty.ts';
import type { PersonDriver } from '../../sandbox/drivers/person.ts';
import { type ChaosRecord, recordSchema } from '../../chaos/record.ts';
import { startRecorder } from '../../chaos/recorder.ts';
import { assembleWorld, type World } from '../support/assemble-world.ts';
import { makeLog } from '../../src/log.ts';
import { run } from '../cli/run.ts';

const policy = join(import.meta.dirname, '../support/runbooks/acme');

/**
 * What a small run of the real bot recorded: four incidents with phones, an hour, twenty minutes in which it was down, an answer of
 * Slack's that was lost and one that asked to wait. Whoever made the database removes it.
 */
export async function genuineRecord(database: { folder: string; databaseUrl?: string }): Promise<ChaosRecord> {
  const pagerDuty = await startPagerDuty();
  const { token, fromEmail: from, serviceId: service, url } = pagerDuty;
  const world = await assembleWorld({
    database,
    log: makeLog({ level: 'fatal' }),
    policy,
    startAt: { weekday: 2, time: '10:00' },
    config: { pagerDuty: { rest: { token, from, service, url }, events: null, webhookSecret: null } },
  });
  pagerDuty.account.users.push(
    ...world.sandbox.workspace.users
      .filter(({ kind }) => kind === 'member')
      .map(({ id, realName, email }) => ({ id: id.replace(/^U/, 'P'), name: realName, email })),
  );
  const recorder = startRecorder({ sandbox: world.sandbox, pagerDuty });
  const played = newPlay(world);
  await play(world, played);
  const { exports, troubles } = await exportAll(world, database);
  const record = recordSchema.parse(
    JSON.parse(
      JSON.stringify({
        ...recorder.finish({ announce: 'incidents' }),
        seed: 'genuine',
        round: 1,
        runbook: policy,
        paging: true,
        started: played.started,
        ended: world.clock.now(),
        acts: played.acts,
        processes: [{ name: 'bot', at: played.started, what: 'up' }],
        faults: [],
        moves: [],
        downtimes: played.downtimes,
        disturbed: [...played.downtimes.map((one) => ({ ...one, why: 'no process was up' })), ...played.disturbed],
        logs: [],
        exports,
        troubles,
      }),
    ),
  );
  await world.close();
  await pagerDuty.close();
  return record;
}

type Play = {
  started: Date;
  acts: ChaosRecord['acts'];
  downtimes: { from: string; until: string }[];
  disturbed: ChaosRecord['disturbed'];
  runs(
    person: PersonDriver,
    command: string,
    channel: string,
    about?: { incident?: string; mark?: string },
  ): Promise<void>;
};

function newPlay(world: World): Play {
  const acts: Play['acts'] = [];
  return {
    started: world.clock.now(),
    acts,
    downtimes: [],
    disturbed: [],
    runs: async (person, command, channel, { incident, mark } = {}) => {
      const failed = person.failures().length;
      const told = person.ephemerals().length;
      const at = world.clock.now().toISOString();
      await person.runs(command, { in: channel });
      await world.settle();
      acts.push({
        at,
        by: person.id,
        kind: 'command',
        what: command,
        channel: world.sandbox.channel(channel).id,
        incident: incident ?? null,
        acknowledged: person.failures().length === failed,
        answered: person.ephemerals()[told] ?? null,
        mark: mark ?? null,
      });
    },
  };
}

async function play(world: World, { runs, downtimes, disturbed }: Play): Promise<void> {
  const { flo, ana, ben, cy, clock, sandbox } = world;
  await runs(flo, '/incident declare P0 checkout returns 500 kestrel', '#general', { mark: 'kestrel' });
  const one = `#${world.channel(/kestrel/).name}`;
  await clock.forward({ minutes: 2 });
  await runs(ana, '/incident take', one, { incident: 'INC-1' });
  await runs(flo, '/incident declare P2 reports are late heron', '#general', { mark: 'heron' });
  await runs(ana, '/incident note looked at the load balancer osprey', one, { incident: 'INC-1', mark: 'osprey' });
  const before = clock.now().toISOString();
  const post = 'chat.postMessage';
  sandbox.faults.add({ method: post, times: 1, fault: { kind: 'lost-answer' } });
  await runs(ana, '/incident handover @ben', one, { incident: 'INC-1' });
  sandbox.faults.clear();
  await clock.forward({ seconds: 40 });
  sandbox.faults.add({ method: post, times: 1, fault: { kind: '429', retryAfter: 20 } });
  await runs(flo, '/incident role tech-lead @eli', one, { incident: 'INC-1' });
  await clock.forward({ seconds: 40 });
  sandbox.faults.clear();
  disturbed.push({ from: before, until: clock.now().toISOString(), why: 'Slack lost an answer and asked to wait' });
  await clock.forward({ minutes: 7 });
  await runs(ana, '/incident update rolled back to 41 puffin', one, { incident: 'INC-1', mark: 'puffin' });
  // Nobody answers this one.
  await runs(cy, '/incident declare P1 sign-in fails for some plover', '#general', { mark: 'plover' });
  const two = `#${world.channel(/plover/).name}`;
  await declarePrivately(world);
  const secret = `#${world.channel(/private-4/).name}`;
  await runs(ben, '/incident update the keys are revoked crake', secret, { incident: 'INC-4', mark: 'crake' });
  await clock.forward({ minutes: 21 });
  await runs(ana, '/incident update errors are down to 4 percent dunlin', one, { incident: 'INC-1', mark: 'dunlin' });
  await runs(ben, '/incident ack', two, { incident: 'INC-3' });
  await runs(ben, '/incident severity P0', two, { incident: 'INC-3' });
  await clock.forward({ minutes: 1 });
  const from = clock.now().toISOString();
  await world.restart(async () => moveClock(20 * 60_000));
  downtimes.push({ from, until: clock.now().toISOString() });
  await clock.forward({ minutes: 8 });
  await runs(ana, '/incident monitor', one, { incident: 'INC-1' });
  await clock.forward({ minutes: 3 });
  await runs(ana, '/incident resolve', one, { incident: 'INC-1' });
  if (ana.hasModal()) await ana.modal().submit();
  await world.settle();
  await clock.forward({ minutes: 12 });
}

async function declarePrivately(world: World): Promise<void> {
  const { ben } = world;
  await ben.runs('/incident declare', { in: '#general' });
  const modal = await ben.seesModal();
  modal
    .fill('What is happening?', 'keys were leaked wryneck')
    .choose('Severity', 'P1 High')
    .tick('Anything special?', 'Private');
  await modal.submit();
  await world.settle();
}

async function exportAll(
  world: World,
  { folder, databaseUrl }: { folder: string; databaseUrl?: string },
): Promise<{ exports: unknown[]; troubles: string[] }> {
  const out = await mkdtemp(join(tmpdir(), 'muster-chaos-'));
  const rows = await world.bot.ctx.db.prisma.incident.findMany({
    select: { number: true },
    orderBy: { number: 'asc' },
  });
  const exports: unknown[] = [];
  const troubles: string[] = [];
  for (const { number } of rows) {
    const to = join(out, String(number));
    const env = { DATA_FOLDER: folder, DATABASE_URL: databaseUrl, RUNBOOK: policy };
    const said = await run(['export', `INC-${number}`, '--out', to], env, () => world.clock.now());
    // What does not hold is written all the same.
    if (said.code !== 0) troubles.push(`muster export: ${said.err}`);
    const [file = ''] = (await readdir(to)).filter((name) => name.endsWith('.json'));
    exports.push(JSON.parse(await readFile(join(to, file), 'utf8')));
  }
  await rm(out, { recursive: true, force: true });
  return { exports, troubles };
}
