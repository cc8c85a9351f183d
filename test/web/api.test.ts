import { describe, expect, it } from 'vitest';
import { readAllEntries } from '../../src/db/timeline.ts';
import { openApi } from '../../src/web/api/open-api.ts';
import { makeRateLimit, mostPerMinute } from '../../src/web/api/rate-limit.ts';
import { proves } from '../promises/proves.ts';
import { useWorld } from '../support/use-world.ts';
import { apiToken, callApi, type Sent } from './call-api.ts';

const world = useWorld({ policy: 'test/support/runbooks/full', config: { apiToken } });
const ask = (id: string, sent: Sent = {}) => callApi(world().bot.url, id, sent);

async function declared(changes: Record<string, unknown> = {}, key?: string) {
  const { told } = await ask('declare', { key, body: { by: 'U01FLO0001', title: 'Checkout is down', ...changes } });
  if (told === null) throw new Error('It was not declared');
  return told;
}

async function stored(number: number) {
  const { prisma } = world().bot.ctx.db;
  const row = await prisma.incident.findFirstOrThrow({ where: { number } });
  return readAllEntries(prisma, row.id);
}

describe('The API', () => {
  it('declares, updates, notes, sets the status and resolves as the same commands do in Slack', async () => {
    const { name, number, severity } = await declared({ severity: 'critical', impact: 'Nobody can pay' });
    expect(severity).toBe('P0');
    await world().settle();
    const channel = world().channel(/checkout-is-down$/);
    channel.shows(/Nobody can pay/);
    expect((await ask('readIncident', { name })).told?.channel?.name).toBe(channel.name);

    const update = await ask('postUpdate', {
      name,
      body: { by: 'flo@example.com', know: 'The queue is full', nextInMinutes: 20 },
    });
    expect(update.told?.updates).toMatchObject({ count: 1, last: { by: 'U01FLO0001', text: 'The queue is full' } });
    await ask('addNote', { name, body: { by: 'U01DEE0001', text: 'Rolled back to 40' } });
    const watched = await ask('setStatus', { name: String(number), body: { by: 'U01DEE0001', status: 'monitoring' } });
    expect(watched.told).toMatchObject({ status: 'monitoring' });
    const resolved = await ask('resolve', {
      name,
      body: { by: 'U01FLO0001', fix: 'More workers', owner: 'dee@example.com' },
    });
    expect(resolved.told).toMatchObject({ status: 'resolved', moments: { resolved: expect.any(String) } });
    await world().settle();
    channel.shows(/The queue is full/);
    channel.shows(/More workers/);

    const facts = (await stored(number)).map(({ kind, actor }) => `${kind} ${actor}`);
    for (const fact of ['declared U01FLO0001', 'updatePosted U01FLO0001', 'note U01DEE0001', 'resolved U01FLO0001'])
      expect(facts).toContain(fact);
    expect((await ask('listIncidents')).list).toEqual([]);
    proves('O5');
  });

  it('does the same once for the same Idempotency-Key', async () => {
    const first = await declared({}, 'monitor-7');
    const [second, third] = await Promise.all([declared({}, 'monitor-7'), declared({ title: 'Other' }, 'monitor-7')]);
    expect([second.name, third.name]).toEqual([first.name, first.name]);
    expect((await declared({}, 'monitor-8')).name).not.toBe(first.name);
    const update = { name: first.name, key: 'one', body: { by: 'U01FLO0001', text: 'Looking' } };
    await ask('postUpdate', update);
    expect((await ask('postUpdate', update)).told?.updates.count).toBe(1);
  });

  it('records while Slack is away, and Slack is told when it is back', async () => {
    const { sandbox } = world();
    sandbox.faults.down();
    const known = await ask('declare', { body: { by: 'eli@example.com', title: 'Slack is away' } });
    expect(known).toMatchObject({ status: 201, told: { declaredBy: 'U01ELI0001', channel: null } });
    const byId = await ask('postUpdate', { name: known.told?.name, body: { by: 'U01FLO0001', text: 'By phone' } });
    expect(byId.told?.updates.count).toBe(1);
    const unknown = await ask('declare', { body: { by: 'ben@example.com', title: 'Who says so' } });
    expect(unknown).toMatchObject({
      status: 503,
      refused: { code: 'member-unresolved', remedy: expect.stringContaining('member id') },
    });
    expect((await ask('listIncidents')).list.map(({ title }) => title)).toEqual(['Slack is away']);
    sandbox.faults.up();
    await world().clock.forward({ minutes: 2 });
    world()
      .channel(/slack-is-away$/)
      .shows(/By phone/);
    proves('P1.2');
  });

  it('shows a private incident to its members alone', async () => {
    const { name } = await declared({ title: 'Leak canary-api', private: true });
    await declared({ title: 'Public one' });
    for (const query of [undefined, { by: 'U01LENA0001' }]) {
      expect((await ask('readIncident', { name, query })).status).toBe(404);
      expect(JSON.stringify((await ask('listIncidents', { query })).list)).not.toContain('canary-api');
    }
    const outside = await ask('addNote', { name, body: { by: 'U01LENA0001', text: 'x' } });
    const nowhere = await ask('addNote', { name: 'INC-9999', body: { by: 'U01LENA0001', text: 'x' } });
    expect(outside).toEqual(nowhere);
    const query = { by: 'U01FLO0001' };
    expect((await ask('readIncident', { name, query })).told?.title).toBe('Leak canary-api');
    expect((await ask('listIncidents', { query })).list).toHaveLength(2);
    proves('P5.1');
  });

  it('refuses who has no token, and says nothing about what is there', async () => {
    const { name } = await declared();
    for (const token of ['', 'wrong', apiToken.slice(0, -1), `${apiToken}x`])
      expect((await ask('readIncident', { name, token })).refused?.code).toBe('unauthorized');
    expect((await ask('addNote', { name, token: 'wrong', body: 'x'.repeat(100_000) })).status).toBe(401);
  });

  it.each([
    ['an unknown key', { by: 'U01FLO0001', title: 'x', sevrity: 'P0' }, /sevrity is not a key/],
    ['no author', { title: 'x' }, /by:/],
    ['an author who is nobody', { by: 'U09NOBODY1', title: 'x' }, /nobody with the id/],
    ['an address that is nobody’s', { by: 'x@example.com', title: 'x' }, /nobody with the address/],
    ['who has left', { by: 'U01HAL0001', title: 'x' }, /has left/],
    ['a severity that is not there', { by: 'U01FLO0001', title: 'x', severity: 'P9' }, /no severity "P9"/],
    ['an empty title', { by: 'U01FLO0001', title: ' ' }, /title: must not be empty/],
    ['a list', ['x'], /not a JSON object/],
  ])('names %s', async (_, body, message) => {
    const { status, refused } = await ask('declare', { body });
    expect({ status, message: refused?.message }).toEqual({ status: 422, message: expect.stringMatching(message) });
    expect((await ask('listIncidents')).list).toEqual([]);
  });

  it('says what is wrong with a request in its status', async () => {
    const { name } = await declared();
    const by = 'U01FLO0001';
    expect((await ask('addNote', { name, body: '{' })).status).toBe(400);
    expect((await ask('addNote', { name, body: { by, text: 'x' }, type: 'text/plain' })).status).toBe(415);
    expect((await ask('addNote', { name, body: { by, text: 'x'.repeat(70_000) } })).status).toBe(413);
    expect((await ask('addNote', { name, body: { by, text: 'x'.repeat(3001) } })).status).toBe(422);
    expect((await ask('addNote', { name, key: 'a b', body: { by, text: 'x' } })).status).toBe(422);
    expect((await ask('postUpdate', { name, body: { by } })).refused?.code).toBe('update-empty');
    expect((await ask('listIncidents', { query: { status: 'lost' } })).status).toBe(422);
    await ask('resolve', { name, body: { by } });
    const late = await ask('setStatus', { name, body: { by, status: 'identified' } });
    expect(late.status).toBe(409);
    // Plain text: no Slack markup of times and people.
    expect(late.refused?.message).not.toMatch(/[<>]/);
    const authorization = `Bearer ${apiToken}`;
    const plain = async (method: string, path: string) =>
      (await fetch(`${world().bot.url}${path}`, { method, headers: { authorization } })).status;
    expect(await plain('DELETE', '/api/v1/incidents')).toBe(405);
    expect(await plain('GET', '/api/v1/incidents/checkout')).toBe(404);
    expect(await plain('GET', '/api/v2/incidents')).toBe(404);
  });

  it('asks a script that runs wild to wait', async () => {
    let now = new Date('2026-03-02T03:00:10Z');
    const mustWait = makeRateLimit(() => now);
    for (let request = 0; request < mostPerMinute; request += 1) expect(mustWait()).toBe(0);
    expect(mustWait()).toBe(50);
    now = new Date('2026-03-02T03:01:00Z');
    expect(mustWait()).toBe(0);
    const statuses = new Set<number>();
    // The clock goes on meanwhile: a minute that ends in between begins to count anew.
    for (let request = 0; request <= 2 * mostPerMinute && !statuses.has(429); request += 1)
      statuses.add((await ask('listIncidents')).status);
    expect([...statuses]).toEqual([200, 429]);
    await world().clock.forward({ minutes: 1 });
    expect((await ask('listIncidents')).status).toBe(200);
  });

  it('holds who asks to the permissions of the policy', async () => {
    const { name } = await declared();
    const guest = { by: 'U01GUS0001' };
    expect((await ask('declare', { body: { ...guest, title: 'x' } })).refused).toMatchObject({ code: 'not-allowed' });
    expect((await ask('addNote', { name, body: { ...guest, text: 'x' } })).status).toBe(403);
    expect((await ask('readIncident', { name, query: guest })).status).toBe(403);
    expect((await ask('listIncidents', { query: guest })).status).toBe(403);
  });

  it('serves its document to whoever asks', async () => {
    const served = await fetch(`${world().bot.url}/api/v1/openapi.json`);
    expect(await served.json()).toEqual(JSON.parse(JSON.stringify(openApi())));
    proves('O5');
  });
});
