import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type PagerDutySandbox, startPagerDuty } from '../../sandbox/pagerduty/start-pagerduty.ts';
import { type PagerDutyClient, makePagerDutyClient } from '../../src/pagerduty/client.ts';
import { enqueueEvent } from '../../src/pagerduty/enqueue.ts';
import { classifyPagerDuty } from '../../src/pagerduty/failure.ts';

const ana = { id: 'PANA001', name: 'Ana Ruiz', email: 'ana@acme.example' };
const ben = { id: 'PBEN002', name: 'Ben Okafor', email: 'ben@acme.example' };
let pagerDuty: PagerDutySandbox;
let client: PagerDutyClient;

beforeAll(async () => {
  pagerDuty = await startPagerDuty({
    users: [ana, ben],
    schedules: [
      { id: 'PSCHED1', name: 'Primary', oncall: ana.id },
      { id: 'PSCHED2', name: 'Night', oncall: null },
    ],
  });
  client = makePagerDutyClient(settings());
});
afterEach(() => pagerDuty.faults.clear());
afterAll(() => pagerDuty.close());

function settings(changes: { token?: string; url?: string } = {}) {
  const { token, fromEmail: from, serviceId: service, url } = pagerDuty;
  return { token, from, service, url, ...changes };
}

function page(key: string) {
  return { key, title: `INC-42 ${key}`, details: null, urgency: 'high', assignee: ana.id } as const;
}

/** What a job would do after that call failed. */
async function failureOf(asked: Promise<unknown>) {
  return classifyPagerDuty(await asked.then(() => null).catch((error: unknown) => error), 1);
}

test('a page rings the phone of one person, and the same key a second time rings nobody', async () => {
  const opened = await client.open(page('once'));
  const again = await client.open(page('once'));

  expect(again.id).toBe(opened.id);
  expect(pagerDuty.person('Ana Ruiz').rang()).toEqual(['INC-42 once']);
  expect(await client.findByKey('once')).toMatchObject({ id: opened.id, status: 'triggered' });
  expect(await client.findByKey('never')).toBeNull();
});

test('what is acknowledged can be resolved, and what is resolved already needs nothing more', async () => {
  const { id } = await client.open(page('life'));
  await client.setStatus(id, 'acknowledged', ana.email);
  expect(await client.read(id)).toMatchObject({
    status: 'acknowledged',
    acknowledgements: [{ acknowledger: { id: ana.id } }],
  });
  await client.setStatus(id, 'resolved');
  await client.setStatus(id, 'resolved');
  await client.setStatus(id, 'acknowledged');
  expect((await client.read(id)).status).toBe('resolved');
});

test('people are found by their whole address, and who is on call by one request for all schedules', async () => {
  expect(await client.userByEmail('ANA@acme.example')).toEqual(ana);
  expect(await client.userByEmail('acme.example')).toBeNull();
  expect(await client.onCall(['PSCHED1', 'PSCHED2'])).toEqual([
    { schedule: 'PSCHED1', user: { id: ana.id, name: ana.name, email: ana.email } },
  ]);
  expect(await failureOf(client.onCall(['PNOWHERE']))).toMatchObject({ kind: 'giveUp' });
});

test('too many requests wait as long as PagerDuty says, and nothing sleeps meanwhile', async () => {
  pagerDuty.faults.add({ method: 'POST /incidents', fault: { kind: '429', retryAfter: 37 } });
  const started = performance.now();
  expect(await failureOf(client.open(page('limited')))).toMatchObject({
    kind: 'retry',
    after: 37_000,
    rateLimited: true,
  });
  expect(performance.now() - started).toBeLessThan(3000);
  expect(pagerDuty.person('Ana Ruiz').rang()).not.toContain('INC-42 limited');
});

test('an error page and a lost answer leave open whether it was done; the same page afterwards is one', async () => {
  pagerDuty.faults.add({ method: 'POST /incidents', times: 1, fault: { kind: '500' } });
  expect(await failureOf(client.open(page('broken')))).toEqual({
    kind: 'unknown',
    reason: 'PagerDuty answered HTTP 500',
  });
  pagerDuty.faults.add({ method: 'POST /incidents', times: 1, fault: { kind: 'error', error: '503' } });
  expect(await failureOf(client.open(page('broken')))).toMatchObject({ kind: 'unknown' });
  pagerDuty.faults.add({ method: 'POST /incidents', times: 1, fault: { kind: 'lost-answer' } });
  expect(await failureOf(client.open(page('broken')))).toEqual({ kind: 'unknown', reason: 'PagerDuty did not answer' });
  await client.open(page('broken'));
  expect(
    pagerDuty
      .person('Ana Ruiz')
      .rang()
      .filter((title) => title === 'INC-42 broken'),
  ).toHaveLength(1);
});

test('a call that is given up in time was not answered', async () => {
  pagerDuty.faults.add({ method: 'POST /incidents', times: 1, fault: { kind: 'timeout' } });
  const asked = client.open(page('slow'), AbortSignal.timeout(50));
  expect(await failureOf(asked)).toEqual({ kind: 'unknown', reason: 'PagerDuty did not answer' });
});

test('a key that PagerDuty does not accept is tried again, slowly, until somebody replaces it', async () => {
  const stranger = makePagerDutyClient(settings({ token: 'u+somebodyelses00000' }));
  expect(await failureOf(stranger.open(page('stranger')))).toEqual({
    kind: 'retry',
    after: 30_000,
    rateLimited: false,
    reason: 'PagerDuty does not accept the API key (HTTP 401)',
  });
});

test('what PagerDuty refuses is told in its words, and nowhere to connect to is certainly not done', async () => {
  const refused = await failureOf(client.open({ ...page('nobody'), assignee: 'PNOBODY' }));
  expect(refused).toMatchObject({ kind: 'giveUp', reason: expect.stringContaining('Assignee not found') });
  const nowhere = makePagerDutyClient(settings({ url: 'http://127.0.0.1:9' }));
  expect(await failureOf(nowhere.read('PX'))).toMatchObject({
    kind: 'retry',
    reason: 'PagerDuty could not be reached',
  });
});

test('a routing key alone pages, acknowledges and resolves by one key', async () => {
  const { url, routingKey } = pagerDuty;
  const events = { url, routingKey };
  const trigger = { action: 'trigger', key: 'e1', summary: 'INC-43', source: 'Muster', severity: 'critical' } as const;
  await enqueueEvent(events, trigger);
  await enqueueEvent(events, trigger);
  expect(pagerDuty.account.incidents.filter(({ key }) => key === 'e1')).toHaveLength(1);
  await enqueueEvent(events, { action: 'acknowledge', key: 'e1' });
  await enqueueEvent(events, { action: 'resolve', key: 'e1' });
  expect(pagerDuty.account.incidents.find(({ key }) => key === 'e1')?.status).toBe('resolved');

  pagerDuty.faults.add({ method: 'POST /v2/enqueue', fault: { kind: '429', retryAfter: 5 } });
  expect(await failureOf(enqueueEvent(events, trigger))).toMatchObject({ kind: 'retry', after: 5000 });
});

test('no request of all these had a form that PagerDuty would refuse', () => {
  expect(pagerDuty.failures).toEqual([]);
  expect(pagerDuty.calls.length).toBeGreaterThan(20);
});
