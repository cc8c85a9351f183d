import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { objectOf, textOf } from '../json.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PagerDutySandbox, startPagerDuty } from '../pagerduty/start-pagerduty.ts';

let pagerDuty: PagerDutySandbox;
const ana = { id: 'PANA001', name: 'Ana Ruiz', email: 'ana@acme.example' };

beforeAll(async () => {
  pagerDuty = await startPagerDuty({ users: [ana, { id: 'PBEN002', name: 'Ben Okafor', email: 'ben@acme.example' }] });
});
afterAll(() => pagerDuty.close());

async function ask(method: string, path: string, changes: { headers?: Record<string, string>; body?: unknown } = {}) {
  const response = await fetch(`${pagerDuty.url}${path}`, {
    method,
    headers: {
      authorization: `Token token=${pagerDuty.token}`,
      accept: 'application/vnd.pagerduty+json;version=2',
      ...(method === 'GET' ? {} : { 'content-type': 'application/json', from: pagerDuty.fromEmail }),
      ...changes.headers,
    },
    ...(changes.body === undefined ? {} : { body: JSON.stringify(changes.body) }),
  });
  return { status: response.status, headers: response.headers, body: objectOf(await response.json()) };
}

function incident(title: string) {
  return {
    type: 'incident',
    title,
    service: { id: pagerDuty.serviceId, type: 'service_reference' },
    assignments: [{ assignee: { id: ana.id, type: 'user_reference' } }],
    incident_key: `key of ${title}`,
  };
}

test('a request without its headers or of another shape is refused, and remembered', async () => {
  const post = (changes: Parameters<typeof ask>[2]) => ask('POST', '/incidents', changes);
  const body = { incident: incident('Shape') };
  expect((await post({ body, headers: { authorization: 'Token token=wrong' } })).status).toBe(401);
  expect((await post({ body, headers: { accept: 'application/json' } })).status).toBe(400);
  expect((await post({ body, headers: { from: 'stranger@acme.example' } })).body.error).toMatchObject({ code: 1008 });
  expect((await post({ body: { incident: { ...incident('Shape'), urgency: 'medium' } } })).body.error).toMatchObject({
    errors: ['/incident/urgency must be equal to one of the allowed values'],
  });
  expect(pagerDuty.failures.splice(0)).toHaveLength(2);
  expect((await ask('GET', '/incidents/PNOBODY')).status).toBe(404);
});

test('one open incident has a key; once it is resolved the key is free again', async () => {
  const body = { incident: incident('Key') };
  const first = await ask('POST', '/incidents', { body });
  expect(first.status).toBe(201);
  expect((await ask('POST', '/incidents', { body })).body.error).toMatchObject({ code: 2002 });
  const resolved = { incident: { type: 'incident_reference', status: 'resolved' } };
  const path = `/incidents/${textOf(objectOf(first.body.incident).id)}`;
  expect((await ask('PUT', path, { body: resolved })).status).toBe(200);
  expect((await ask('PUT', path, { body: resolved })).status).toBe(400);
  expect((await ask('POST', '/incidents', { body })).status).toBe(201);
});

test('lists come in pages', async () => {
  const first = await ask('GET', '/users?limit=2');
  expect(first.body).toMatchObject({ limit: 2, offset: 0, more: true });
  expect((await ask('GET', '/users?limit=2&offset=2')).body).toMatchObject({ more: false });
});

test('too many requests say when there are fewer', async () => {
  pagerDuty.faults.add({ method: 'GET /users', times: 1, fault: { kind: '429', retryAfter: 12 } });
  const answer = await ask('GET', '/users');
  expect([answer.status, answer.headers.get('ratelimit-reset')]).toEqual([429, '12']);
});

test('what people and requests do is sent as a webhook, signed with every secret', async () => {
  const heard: { signature: string; body: string }[] = [];
  const listener = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      heard.push({
        signature: String(request.headers['x-pagerduty-signature']),
        body: Buffer.concat(chunks).toString(),
      });
      response.end();
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  pagerDuty.subscribe({ url: `http://127.0.0.1:${port}/`, secrets: ['old', 'new'] });
  await ask('POST', '/incidents', { body: { incident: incident('Hook') } });
  const phone = pagerDuty.person('Ana Ruiz');
  await phone.acknowledges(/Hook/);
  await phone.notes(/Hook/, 'Looking');
  await phone.reassigns(/Hook/, 'Ben Okafor');
  await pagerDuty.person('Ben Okafor').resolves(/Hook/);
  listener.close();

  const types = pagerDuty.delivered.map(({ eventType }) => eventType.replace('incident.', ''));
  expect(types).toEqual(['triggered', 'acknowledged', 'annotated', 'reassigned', 'resolved']);
  const sign = (secret: string) =>
    `v1=${createHmac('sha256', secret)
      .update(heard[0]?.body ?? '')
      .digest('hex')}`;
  expect(heard[0]?.signature).toBe(`${sign('old')},${sign('new')}`);
  expect(phone.rang()).toEqual(['Key', 'Key', 'Hook']);
  expect(pagerDuty.person('Ben Okafor').rang()).toEqual(['Hook']);
  expect(pagerDuty.failures).toEqual([]);
});
