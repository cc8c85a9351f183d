import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, describe, test } from 'vitest';
import type { Incident } from '../../src/domain/incident.ts';
import { pollPages } from '../../src/jobs/poll-pages.ts';
import { makePagerDutyWebhook, webhookPath } from '../../src/web/pagerduty.ts';
import { members } from '../support/policy.ts';
import { usePagedStage } from './use-paged-stage.ts';

// Vic has no account there.
const on = usePagedStage({ unknown: members.vic });

async function declared(title: string): Promise<Incident> {
  const incident = await on.stage.declare({ title, severity: 'P1' });
  await on.stage.settle();
  return incident;
}

async function channelOf({ id }: Incident) {
  const { channel } = await on.stage.incident(id);
  return on.stage.sandbox.channel(`#${channel?.name}`);
}

describe('where PagerDuty cannot tell by itself', () => {
  test('open pages are looked at by one request for all of them and one for the notes of each, and by none while none is open', async () => {
    const asked = (wanted: RegExp) =>
      on.pagerDuty.calls.filter((call) => wanted.test(`${call.route}${call.query}`)).length;
    const [list, notes] = [/since=/, /GET .*notes/];
    await pollPages(on.stage.ctx);
    expect([asked(list), asked(notes)]).toEqual([0, 0]);
    const first = await declared('Exports are empty');
    await on.stage.command(first, { type: 'page', by: members.gil, user: members.dee, why: null });
    await on.stage.settle();
    await on.pagerDuty.person('Dee Novak').acknowledges(/Exports are empty/);

    await pollPages(on.stage.ctx);
    await pollPages(on.stage.ctx);
    await on.stage.settle();
    // Two pages are open: that of whom the ladder calls, and Dee's.
    expect([asked(list), asked(notes)]).toEqual([2, 4]);
    const channel = await channelOf(first);
    channel.shows(/Dee Novak acknowledged their page in PagerDuty\./);
    expect(channel.texts().filter((text) => text.includes('acknowledged their page'))).toHaveLength(1);
    expect((await on.stage.incident(first.id)).standing?.user).toBe(members.dee);
  });

  test('a note on an open page is told once, by whoever looks first; our own and those of others are not', async () => {
    const first = await declared('Invoices are doubled');
    const second = await declared('Coupons are refused');
    await on.stage.command(first, { type: 'page', by: members.gil, user: members.dee, why: null });
    await on.stage.settle();
    // An unanswered page absorbs the later one by a note of Muster's own.
    await on.stage.command(second, { type: 'page', by: members.gil, user: members.dee, why: null });
    await on.stage.settle();
    await on.pagerDuty.person('Dee Novak').notes(/Invoices are doubled/, 'On my phone; laptop in ten minutes');
    await Promise.all([pollPages(on.stage.ctx), pollPages(on.stage.ctx)]);
    await pollPages(on.stage.ctx);
    await on.stage.settle();
    const told = (await channelOf(first)).texts().filter((text) => text.includes('laptop in ten minutes'));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('Dee Novak');
    expect((await channelOf(first)).texts().join()).not.toContain('Muster: ');
    expect(on.pagerDuty.failures).toEqual([]);
  });

  test('a note that PagerDuty told of by itself is not told once more by looking', async () => {
    const it = await declared('Receipts are blank');
    await on.stage.command(it, { type: 'page', by: members.gil, user: members.cy, why: null });
    await on.stage.settle();
    const { webhookSecret } = on.pagerDuty;
    const server = createServer(makePagerDutyWebhook(on.stage.ctx, webhookSecret)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    on.pagerDuty.subscribe({ url: `http://127.0.0.1:${port}${webhookPath}`, secrets: [webhookSecret] });
    await on.pagerDuty.person('Cy Tan').notes(/Receipts are blank/, 'The template is empty');
    await on.pagerDuty.settled();
    await pollPages(on.stage.ctx);
    await on.stage.settle();
    server.close();
    const told = (await channelOf(it)).texts().filter((text) => text.includes('The template is empty'));
    expect(told).toHaveLength(1);
  });

  test('a page that cannot be read keeps no other from being looked at', async () => {
    const [hidden, seen] = ['Nobody may see this', 'Batches stand still'].map((title) =>
      on.pagerDuty.alerts(title, 'Dee Novak'),
    );
    if (hidden === undefined || seen === undefined) throw new Error('There are two');
    for (const { id } of [seen, hidden]) {
      const page = { id, url: `https://acme.pagerduty.com/incidents/${id}` };
      await on.stage.declare({ title: `About ${id}`, severity: 'P1', page });
    }
    await on.stage.settle();
    await on.pagerDuty.person('Dee Novak').acknowledges(/Batches stand still/);
    await on.pagerDuty.person('Dee Novak').notes(/Batches stand still/, 'The lock is mine');
    const { phone } = on.stage.ctx;
    const guarded =
      <T>(ask: ((id: string) => Promise<T>) | null | undefined) =>
      async (id: string) => {
        if (id === hidden.id || !ask) throw new Error('PagerDuty answered HTTP 403');
        return ask(id);
      };
    const careful = phone && { ...phone, read: guarded(phone.read), notes: guarded(phone.notes) };
    await expect(pollPages({ ...on.stage.ctx, phone: careful })).rejects.toThrow('could not be looked at');
    await on.stage.settle();
    const texts = on.stage.sandbox.channels().flatMap(({ name }) => on.stage.sandbox.channel(`#${name}`).texts());
    expect(texts.join('\n')).toMatch(/Dee Novak acknowledged PagerDuty incident #\d+\./);
    expect(texts.join('\n')).toContain('The lock is mine');
  });
});
