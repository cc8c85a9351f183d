import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../src/db/connect.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { openTestDatabase } from '../support/database.ts';
import { members } from '../support/policy.ts';
import { proves } from '../promises/proves.ts';
import { type Stage, startStage } from './stage.ts';

const seconds = 1000;

// A workspace that takes as much as Slack does. The embedded database is for one process at a time, so replicas come one after the
// other here; three at once are in test/web/replicas.process.test.ts.
let database: Database;
let closeDatabase: () => Promise<void>;
let one: Stage;

beforeAll(async () => {
  ({ database, close: closeDatabase } = await openTestDatabase());
  one = await startStage(database, { sandbox: { rateLimits: true } });
});
afterEach(() => one.sandbox.faults.clear());
afterAll(async () => {
  await one.close();
  await one.sandbox.close();
  await closeDatabase();
});

function calls(method: string, since: number): { args: Record<string, unknown>; at: Date }[] {
  return one.sandbox.calls.slice(since).filter((call) => call.method === method);
}

async function forwardBySeconds(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    one.forward(1 * seconds);
    await one.settle();
  }
}

async function declared(severity: string): Promise<Incident> {
  const incident = await one.declare({ severity });
  await one.settle();
  return incident;
}

it('what Slack asks one replica to wait with, no replica asks for until then, and then all of it happens', async () => {
  one.sandbox.faults.add({ method: 'pins.add', times: 1, fault: { kind: '429', retryAfter: 30 } });
  const first = await declared('P1');
  const [refused, ...more] = calls('pins.add', 0);
  expect(more).toEqual([]);
  const until = (refused?.at.getTime() ?? 0) + 30 * seconds;

  // A process that has heard nothing of it by itself.
  await one.worker.stop();
  one = await startStage(database, { sandboxFrom: one.sandbox, processId: 'another' });
  const later = [await declared('P1'), await declared('P3')];
  while (one.ctx.now().getTime() + 5 * seconds < until) {
    one.forward(5 * seconds);
    await one.settle();
  }
  expect(calls('pins.add', 0)).toHaveLength(1);
  await forwardBySeconds(9);

  const afterwards = calls('pins.add', 0).slice(1);
  expect(afterwards).toHaveLength(3);
  for (const { at } of afterwards) expect(at.getTime()).toBeGreaterThanOrEqual(until);
  for (const incident of [first, ...later]) {
    const pins = (await one.effects(incident)).filter(({ type }) => type === 'pin');
    // Who only waited has not tried.
    expect(pins.map(({ state, attempts }) => [state, attempts])).toEqual([['sent', incident === first ? 2 : 1]]);
  }
});

it('of what waits for the same channel, the urgent goes first, whoever asked first', async () => {
  await forwardBySeconds(10);
  const channel = one.sandbox.channel('#incidents').raw;
  one.sandbox.faults.add({ method: 'chat.postMessage', times: 1, fault: { kind: '429', retryAfter: 20 } });
  await expect(one.ctx.slack.chat.postMessage({ channel: channel.id, text: 'deploy' })).rejects.toThrow('rate-limit');
  const over = (one.sandbox.calls.at(-1)?.at.getTime() ?? 0) + 20 * seconds;
  const since = one.sandbox.calls.length;
  const routine = [await one.declare({ severity: 'P3' }), await one.declare({ severity: 'P2' })];
  await one.settle();
  const urgent = [await one.declare({ severity: 'P0' }), await one.declare({ severity: 'P1' })];
  await one.settle();
  await declared('P3');
  const posts = (incidents: Incident[]) =>
    calls('chat.postMessage', since).filter(
      ({ args }) =>
        args.channel === channel.id && incidents.some(({ number }) => String(args.text).includes(`INC-${number}`)),
    );
  expect(posts([...routine, ...urgent])).toEqual([]);
  one.forward(15 * seconds);
  await one.settle();
  await forwardBySeconds(10);

  // By the clock and not by their order alone: on a slow machine a second passes between two posts.
  expect(posts([...routine, ...urgent])[0]).toEqual(posts(urgent)[0]);
  for (const incident of urgent) expect(posts([incident]).length).toBeGreaterThan(0);
  for (const incident of routine) {
    const [first] = posts([incident]);
    expect(first?.at.getTime()).toBeGreaterThanOrEqual(over + 1 * seconds);
  }
  proves('U12');
});

it('a message whose answer was lost is not posted again because looking for it has to wait', async () => {
  const incident = await declared('P1');
  await forwardBySeconds(10);
  one.sandbox.faults.add({ method: 'chat.postMessage', times: 1, fault: { kind: 'lost-answer' } });
  one.sandbox.faults.add({ method: 'conversations.history', times: 1, fault: { kind: '429', retryAfter: 10 } });
  await one.command(incident, { type: 'page', by: members.gil, user: members.dee, why: null });
  await one.settle();
  for (let n = 0; n < 6; n += 1) {
    one.forward(10 * seconds);
    await one.settle();
  }
  const told = one.sandbox.workspace.channels
    .filter(({ kind, members: inside }) => kind === 'im' && inside.includes(members.dee))
    .flatMap(({ messages }) => messages);
  expect(told.filter((message) => JSON.stringify(message).includes(incident.title))).toHaveLength(1);
});
