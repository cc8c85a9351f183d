import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/start-sandbox.ts';
import { type Database, openDatabase } from '../../src/db/connect.ts';
import { readAllEntries } from '../../src/db/timeline.ts';
import { firstBroken } from '../../src/domain/timeline.ts';
import { type Balancer, startBalancer } from '../support/balance.ts';
import { makeTestDatabase, type TestDatabaseFiles } from '../support/database.ts';

// The embedded database is for one process.
describe.runIf('serverUrl' in inject('templateDatabase'))('three replicas on one PostgreSQL', () => {
  const root = join(import.meta.dirname, '../..');
  const patience = { within: 60_000 };
  type Replica = { child: ChildProcess; url: string; ended: Promise<number | null> };
  const started: Replica[] = [];
  let sandbox: Sandbox;
  let files: TestDatabaseFiles;
  let database: Database;
  let balancer: Balancer;

  beforeAll(async () => {
    sandbox = await startSandbox({ manifest: join(root, 'manifest.yaml') });
    files = await makeTestDatabase();
    database = await openDatabase({ ...files, whenHeld: 'join' });
    balancer = await startBalancer();
  });
  afterAll(async () => {
    for (const { child } of started) child.kill('SIGKILL');
    await Promise.all(started.map(({ ended }) => ended));
    await balancer.close();
    await sandbox.close();
    await database.close();
    await files.remove();
  });

  async function start(way: Record<string, string>): Promise<Replica> {
    const child = spawn(process.execPath, ['--liftoff-only', inject('programs').main], {
      cwd: root,
      env: {
        PATH: process.env.PATH ?? '',
        SLACK_BOT_TOKEN: sandbox.botToken,
        SLACK_API_URL: sandbox.apiUrl,
        DATABASE_URL: files.databaseUrl ?? '',
        RUNBOOK: join(root, 'test/support/runbooks/acme'),
        ANNOUNCE_CHANNEL: 'incidents',
        HOST: '127.0.0.1',
        PORT: '0',
        ...way,
      },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const ended = once(child, 'exit').then(([code]: (number | null)[]) => code ?? null);
    const url = await new Promise<string>((runs, fails) => {
      let text = '';
      child.stdout.on('data', (data: Buffer) => {
        text += data.toString('utf8');
        const found = /"url":"([^"]+)"/.exec(text)?.[1];
        if (found !== undefined) runs(found);
      });
      void ended.then((code) => fails(new Error(`It ended with ${code}:\n${text}`)));
    });
    const replica = { child, url, ended };
    started.push(replica);
    return replica;
  }

  const overHttp = () => ({ SLACK_SIGNING_SECRET: sandbox.signingSecret });
  const bySocket = () => ({ SLACK_APP_TOKEN: sandbox.appToken });

  async function entries(kind: string): Promise<number> {
    return database.prisma.timelineEntry.count({ where: { kind } });
  }

  /** Everything that was asked for is done, once, and the record holds. */
  async function isWhole(): Promise<void> {
    await sandbox.eventually(async () => {
      const open = await database.prisma.effect.findMany({
        where: { state: { in: ['planned', 'sending'] } },
        select: { id: true, state: true, error: true },
      });
      expect(open).toEqual([]);
    }, patience);
    expect(await database.prisma.effect.count({ where: { state: 'failed' } })).toBe(0);
    const marks = sandbox.workspace.channels
      .flatMap(({ messages }) => messages)
      .flatMap(({ metadata }) => (metadata === undefined ? [] : [JSON.stringify(metadata)]));
    expect(marks.length).toBeGreaterThan(3);
    expect(marks.filter((mark, n) => marks.indexOf(mark) !== n)).toEqual([]);
    for (const { id } of await database.prisma.incident.findMany({ select: { id: true } }))
      expect(firstBroken(await readAllEntries(database.prisma, id))).toBeNull();
  }

  it('carry an incident through its life over HTTP, while one is killed, one is stopped and one joins', async () => {
    const first = await start(overHttp());
    const second = await start(overHttp());
    const third = await start(overHttp());
    balancer.replicas = [first.url, second.url, third.url];
    sandbox.deliverTo({ kind: 'http', url: `${balancer.url}/slack/events` });
    const [ana, ben] = [sandbox.person('Ana Ruiz'), sandbox.person('Ben Okafor')];
    // Whatever comes arrives at two of them at once.
    balancer.doubling = true;
    await ben.runs('/incident declare P0 checkout is down', { in: '#general' });
    const channel = await sandbox.eventually(() => sandbox.channel(/^incident-/), patience);
    await sandbox.eventually(() => channel.shows(/P0 Critical · Investigating/), patience);
    await ana.clicks('Take command', { in: /^incident-/ });
    await sandbox.eventually(() => channel.shows(/Ana Ruiz has command/), patience);
    await ana.runs('/incident update we look at the payment provider', { in: /^incident-/ });
    // Killed when the update is decided and hardly anything of it done.
    await sandbox.eventually(async () => expect(await entries('updatePosted')).toBe(1), patience);
    first.child.kill('SIGKILL');
    const fourth = await start(overHttp());
    balancer.replicas = [first.url, second.url, third.url, fourth.url];
    await ben.runs('/incident note the provider has an incident of its own', { in: /^incident-/ });
    await sandbox.eventually(async () => expect(await entries('note')).toBe(1), patience);
    const said = await ben.says(/^incident-/, 'errors fall since 12:40');
    await ben.reacts(said, 'pushpin');
    await sandbox.eventually(async () => expect(await entries('messagePinned')).toBe(1), patience);
    second.child.kill('SIGTERM');
    await ana.runs('/incident severity P1 some cards work', { in: /^incident-/ });
    await sandbox.eventually(async () => expect(await entries('severityChanged')).toBe(1), patience);
    await ana.runs('/incident resolve switched to the other provider', { in: /^incident-/ });
    await sandbox.eventually(() => channel.shows(/P1 High · Resolved/), patience);
    expect(await second.ended).toBe(0);

    await isWhole();
    expect(await database.prisma.incident.count()).toBe(1);
    for (const kind of [
      'declared',
      'roleTaken',
      'updatePosted',
      'note',
      'messagePinned',
      'severityChanged',
      'resolved',
    ])
      expect([kind, await entries(kind)]).toEqual([kind, 1]);
    const updates = channel.texts().filter((text) => /we look at the payment provider/.test(text));
    expect(updates.filter((text) => /Update #1/.test(text))).toHaveLength(1);
    expect([...balancer.answered.keys()].toSorted()).toEqual([first.url, second.url, third.url, fourth.url].toSorted());
    for (const { child } of [third, fourth]) child.kill('SIGTERM');
    expect(await Promise.all([third.ended, fourth.ended])).toEqual([0, 0]);
  }, 240_000);

  it('hold two sockets each in Socket Mode, and lose no command while Slack replaces all of them and one dies', async () => {
    const first = await start(bySocket());
    const second = await start(bySocket());
    const third = await start(bySocket());
    sandbox.deliverTo({ kind: 'socket' });
    await sandbox.eventually(() => expect(sandbox.socketConnections()).toBe(6), patience);
    const before = await entries('note');
    const ana = sandbox.person('Ana Ruiz');
    await ana.runs('/incident declare P1 search is slow', { in: '#general' });
    await sandbox.eventually(() => sandbox.channel(/search/).shows(/P1 High · Investigating/), patience);
    await sandbox.eventually(() => expect(sandbox.channel(/search/).members()).toContain('Ana Ruiz'), patience);
    for (let n = 1; n <= 12; n += 1) {
      const noted = ana.runs(`/incident note reading ${n}`, { in: /search/ });
      if (n === 4) sandbox.refreshSockets();
      await noted;
    }
    await sandbox.eventually(async () => expect(await entries('note')).toBe(before + 12), patience);
    await sandbox.eventually(() => expect(sandbox.socketConnections()).toBe(6), patience);
    second.child.kill('SIGKILL');
    await second.ended;
    await sandbox.eventually(() => expect(sandbox.socketConnections()).toBe(4), patience);
    third.child.kill('SIGTERM');
    for (let n = 13; n <= 18; n += 1) await ana.runs(`/incident note reading ${n}`, { in: /search/ });
    expect(await third.ended).toBe(0);
    // What was on its way through a socket that just then closed was not taken in, and Slack told her so: nothing is lost unseen.
    // On a slow machine she is told so, too, of what is taken in after Slack's three seconds.
    await sandbox.eventually(
      async () => expect((await entries('note')) + ana.failures().length).toBeGreaterThanOrEqual(before + 18),
      patience,
    );
    expect(await entries('note')).toBeLessThanOrEqual(before + 18);
    expect(ana.failures().length).toBeLessThanOrEqual(2);
    await isWhole();
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
  }, 240_000);
});
