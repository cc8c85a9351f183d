import { join } from 'node:path';
import { App } from '@slack/bolt';
import { afterEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/start-sandbox.ts';
import { parseConfig } from '../../src/config.ts';
import { makeLog } from '../../src/log.ts';
import { makeSlackClient } from '../../src/slack/client.ts';
import { watchIdentity } from '../../src/slack/identity.ts';
import { countRunning } from '../../src/slack/receiver-drain.ts';
import { boltLogger } from '../../src/slack/receiver-log.ts';
import { makeReceiver } from '../../src/slack/receiver.ts';
import { missingScopes } from '../../src/slack/scopes.ts';
import { proves } from '../promises/proves.ts';

const log = makeLog({ level: 'silent' });
const manifest = join(import.meta.dirname, '../../manifest.yaml');
const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function sandboxOf(): Promise<Sandbox> {
  const sandbox = await startSandbox({ manifest });
  closing.push(() => sandbox.close());
  return sandbox;
}

function configFor(sandbox: Sandbox) {
  return parseConfig({
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_APP_TOKEN: sandbox.appToken,
    SLACK_API_URL: sandbox.apiUrl,
  });
}

async function appWithSockets(
  sandbox: Sandbox,
): Promise<{ app: App; connected(): boolean; running: ReturnType<typeof countRunning> }> {
  const config = configFor(sandbox);
  const { receiver, connected } = makeReceiver(config, log, () => new Date());
  const app = new App({
    receiver,
    authorize: async () => ({ botToken: config.slack.botToken }),
    logger: boltLogger(log),
    convoStore: false,
  });
  const running = countRunning(app);
  await app.start();
  closing.push(() => app.stop());
  return { app, connected, running };
}

function countCommands(app: App): () => number {
  let heard = 0;
  app.command('/incident', async ({ ack }) => {
    await ack();
    heard += 1;
  });
  return () => heard;
}

describe('who the bot is', () => {
  it('is learnt from Slack with what it may do', async () => {
    const sandbox = await sandboxOf();
    const watch = watchIdentity(makeSlackClient(configFor(sandbox), log), () => new Date());
    expect(watch.known()).toBeNull();
    const { identity, problem } = await watch.check();
    expect(problem).toBeNull();
    expect(identity).toMatchObject({ teamId: sandbox.teamId, botUserId: sandbox.botUserId });
    expect(watch.known()).toEqual(identity);
  });

  it('has a problem when the token is gone, and keeps what was known', async () => {
    const sandbox = await sandboxOf();
    const watch = watchIdentity(makeSlackClient(configFor(sandbox), log), () => new Date());
    await watch.check();
    watch.revoked();
    expect(await watch.check()).toMatchObject({
      identity: { teamId: sandbox.teamId },
      problem: 'Slack revoked the token.',
    });
  });

  it('has a problem within 3 s when Slack never answers', async () => {
    const sandbox = await sandboxOf();
    sandbox.faults.add({ method: 'auth.test', fault: { kind: 'timeout' } });
    const watch = watchIdentity(makeSlackClient(configFor(sandbox), log), () => new Date());
    const begun = performance.now();
    expect((await watch.check()).problem).toBe('Slack did not answer.');
    expect(performance.now() - begun).toBeLessThan(3000);
  });

  it('names the scopes that were not granted, and none when Slack did not say', () => {
    expect(missingScopes(['chat:write', 'pins:write'], ['chat:write'])).toEqual(['pins:write']);
    expect(missingScopes(['chat:write'], [])).toEqual([]);
    proves('U13');
  });
});

function event(type: string): string {
  const payload = { type: 'event_callback', team_id: 'T1', event_id: 'Ev1', event: { type } };
  return JSON.stringify({ type: 'events_api', envelope_id: 'e1', payload });
}

describe('Socket Mode', () => {
  it('holds two connections', async () => {
    const sandbox = await sandboxOf();
    const { connected } = await appWithSockets(sandbox);
    await sandbox.eventually(() => expect(sandbox.socketConnections()).toBe(2));
    expect(connected()).toBe(true);
  });

  it('starts while Slack is away and connects when it is back', async () => {
    const sandbox = await sandboxOf();
    sandbox.faults.down();
    const { connected } = await appWithSockets(sandbox);
    expect(connected()).toBe(false);
    sandbox.faults.up();
    await sandbox.eventually(() => expect(sandbox.socketConnections()).toBe(2));
  });

  it('loses no command while Slack refreshes its connections', async () => {
    const sandbox = await sandboxOf();
    const heard = countCommands((await appWithSockets(sandbox)).app);
    await sandbox.eventually(() => expect(sandbox.socketConnections()).toBe(2));
    const ana = sandbox.person('Ana Ruiz');
    for (let round = 0; round < 8; round += 1) {
      if (round % 4 === 0) sandbox.refreshSockets();
      await ana.runs('/incident help', { in: '#general' });
    }
    expect(sandbox.failures).toEqual([]);
    expect(heard()).toBe(8);
    await sandbox.eventually(() => expect(sandbox.socketConnections()).toBe(2));
    proves('U1');
  });

  it.each([
    'no JSON',
    'null',
    '[]',
    '{"type":"events_api"}',
    '{"type":"events_api","envelope_id":"e1","payload":null}',
    '{"type":"events_api","envelope_id":"e1","payload":{"type":"event_callback"}}',
    event('error'),
    event('close'),
    event('slack_event'),
    '{"type":"close","envelope_id":"e1","payload":{}}',
    '{"type":"interactive","envelope_id":"e1","payload":{"type":"block_actions","user":null}}',
    '{"type":"slash_commands","envelope_id":"e1","payload":{"command":"/incident","event":"x"}}',
    '['.repeat(100_000),
  ])('drops what Slack would not send: %s', async (frame) => {
    const sandbox = await sandboxOf();
    const heard = countCommands((await appWithSockets(sandbox)).app);
    await sandbox.eventually(() => expect(sandbox.socketConnections()).toBe(2));
    sandbox.sendFrame(frame);
    // One of them goes through the socket of the frame.
    for (let turn = 0; turn < 2; turn += 1) await sandbox.person('Ana Ruiz').runs('/incident help', { in: '#general' });
    expect(heard()).toBe(2);
    expect(sandbox.failures).toEqual([]);
    expect(sandbox.socketConnections()).toBe(2);
  });

  it('lets a listener that runs finish', async () => {
    const sandbox = await sandboxOf();
    const { app, running } = await appWithSockets(sandbox);
    let finished = false;
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    app.command('/incident', async ({ ack }) => {
      await ack();
      await held;
      finished = true;
    });
    await sandbox.eventually(() => expect(sandbox.socketConnections()).toBe(2));
    await sandbox.person('Ana Ruiz').runs('/incident help', { in: '#general' });
    await running.finish(20);
    expect(finished).toBe(false);
    release();
    await running.finish(1000);
    expect(finished).toBe(true);
  });
});
