import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PagerDutySandbox } from '../../sandbox/pagerduty/start-pagerduty.ts';
import { declared } from '../support/declared.ts';
import { type PagedWorld, startPagedWorld } from '../support/paged-world.ts';
import type { World } from '../support/assemble-world.ts';

let paged: PagedWorld;
let pagerDuty: PagerDutySandbox;
let world: World;

beforeAll(async () => {
  paged = await startPagedWorld(
    [
      { id: 'PANA001', name: 'Ana Ruiz', email: 'ana@example.com' },
      { id: 'PBEN002', name: 'Ben Okafor', email: 'ben@example.com' },
      // In no Slack workspace.
      { id: 'PPAT003', name: 'Pat Doe', email: 'pat@elsewhere.example' },
    ],
    { told: true },
  );
  ({ world, pagerDuty } = paged);
}, 60_000);
beforeEach(() => subscribe([pagerDuty.webhookSecret]));
afterAll(() => paged.close());

function subscribe(secrets: string[]): void {
  pagerDuty.subscribe({ url: `${world.bot.url}/pagerduty/webhook`, secrets });
}

const settled = (): Promise<void> => paged.settled();

describe('what is done in PagerDuty', () => {
  test('appears in the channel and on the timeline with who did it, and an answer there is an answer here', async () => {
    const it = await declared(world);
    await settled();
    const phone = pagerDuty.person('Ana Ruiz');
    const title = new RegExp(it.channel.name.split('-').at(-1) ?? '');
    expect(phone.rang().filter((one) => title.test(one))).toHaveLength(1);

    await phone.acknowledges(title);
    await settled();
    it.channel.shows(/Ana Ruiz acknowledged their page in PagerDuty\./);
    expect((await it.incident()).standing?.user).toBe('U01ANA0001');
    it.channel.shows(/✓ Ana Ruiz answered.*Not called any more: Technical Lead/);

    await pagerDuty.person('Pat Doe').notes(title, 'it is the <cache>');
    await pagerDuty.person('Pat Doe').reassigns(title, 'Ben Okafor');
    await settled();
    it.channel.shows(/Pat Doe noted in PagerDuty: “it is the <cache>”/);
    it.channel.shows(/Pat Doe gave the page for Ana Ruiz to Ben Okafor in PagerDuty\./);

    const before = it.channel.messages().length;
    await pagerDuty.redeliverLast();
    await settled();
    expect(it.channel.messages()).toHaveLength(before);

    await pagerDuty.person('Ben Okafor').resolves(title);
    await settled();
    it.channel.shows(/Ben Okafor resolved the page for Ana Ruiz in PagerDuty\. INC-\d+ goes on here\./);
    await world.ana.runs('/incident timeline', it.where);
    await world.settle();
    world.ana.sees(/Pat Doe noted in PagerDuty: it is the <cache>/);
    expect(pagerDuty.failures).toEqual([]);
    expect(pagerDuty.delivered.map(({ status }) => status).filter((status) => status !== 202)).toEqual([]);
  });

  test('is not told again when it was Muster that did it', async () => {
    const it = await declared(world);
    await settled();
    await world.ana.runs('/incident ack', it.where);
    await settled();
    await world.ana.runs('/incident resolve rolled back', it.where);
    await settled();
    const done = pagerDuty.delivered.slice(-2).map(({ eventType, status }) => [eventType, status]);
    expect(done).toEqual([
      ['incident.acknowledged', 202],
      ['incident.resolved', 202],
    ]);
    it.channel.lacks(/in PagerDuty\./);
  });
});

describe('a webhook', () => {
  async function post(body: string, secrets: string[]): Promise<number> {
    const signature = secrets
      .map((secret) => `v1=${createHmac('sha256', secret).update(body).digest('hex')}`)
      .join(',');
    const headers = { 'content-type': 'application/json', 'x-pagerduty-signature': signature };
    return (await fetch(`${world.bot.url}/pagerduty/webhook`, { method: 'POST', headers, body })).status;
  }

  test('counts only with a signature of ours, of which there may be several', async () => {
    const ping = JSON.stringify({
      event: { id: '1', event_type: 'pagey.ping', data: { message: 'Hi', type: 'ping' } },
    });
    expect(await post(ping, [pagerDuty.webhookSecret])).toBe(202);
    expect(await post(ping, ['another-secret-0123', pagerDuty.webhookSecret])).toBe(202);
    expect(await post(ping, ['another-secret-0123'])).toBe(401);
    expect(await post(ping, [])).toBe(401);
    expect(await post(`${ping} ${'x'.repeat(70_000)}`, [pagerDuty.webhookSecret])).toBe(413);
    expect(await post('no json', [pagerDuty.webhookSecret])).toBe(400);
  });

  test('that was caught and is sent again days later changes nothing, though its signature is right', async () => {
    const it = await declared(world);
    await settled();
    const title = new RegExp(it.channel.name.split('-').at(-1) ?? '');
    await pagerDuty.person('Ana Ruiz').acknowledges(title);
    await settled();
    const caught = pagerDuty.delivered.at(-1)?.body ?? '';
    const before = it.channel.messages().length;
    const at = (hours: number) => new Date(world.clock.now().getTime() - hours * 60 * 60_000).toISOString();
    const again = (hours: number, id: string) =>
      caught
        .replace(/"id":"[0-9a-f-]{36}"/, `"id":"${id}"`)
        .replace('incident.acknowledged', 'incident.resolved')
        .replace(/"occurred_at":"[^"]+"/, `"occurred_at":"${at(hours)}"`);
    expect(await post(again(49, 'of-the-day-before-yesterday'), [pagerDuty.webhookSecret])).toBe(202);
    await settled();
    expect(it.channel.messages()).toHaveLength(before);
    // The same, told as of now, does what it says.
    expect(await post(again(0, 'of-now'), [pagerDuty.webhookSecret])).toBe(202);
    await settled();
    it.channel.shows(/Ana Ruiz resolved their page in PagerDuty/);
  });

  test('about an incident that is none of ours changes nothing', async () => {
    const data = { id: 'QOTHER1', type: 'incident', incident_key: 'theirs', assignees: [] };
    const body = JSON.stringify({ event: { id: '2', event_type: 'incident.acknowledged', agent: null, data } });
    expect(await post(body, [pagerDuty.webhookSecret])).toBe(202);
  });
});
