import { afterEach, describe, expect, test } from 'vitest';
import type { NewIncident } from '../../src/commands/declare-incident.ts';
import { retryEffect } from '../../src/commands/retry-effect.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { pollPages } from '../../src/jobs/poll-pages.ts';
import { UserError } from '../../src/errors.ts';
import { openTestDatabase } from '../support/database.ts';
import { members } from '../support/policy.ts';
import { startStage } from './stage.ts';
import { usePagedStage } from './use-paged-stage.ts';

const on = usePagedStage();
afterEach(async () => {
  on.pagerDuty.faults.clear();
  const { rows } = await on.stage.ctx.db.pool.query<{ id: string }>(
    `SELECT id FROM incident WHERE status NOT IN ('resolved', 'merged', 'cancelled')`,
  );
  for (const { id } of rows) await resolve(await on.stage.incident(id));
  await on.stage.settle();
});

function pageOf(id: string): NonNullable<NewIncident['page']> {
  return { id, url: `https://acme.pagerduty.com/incidents/${id}` };
}

async function declaredFor(id: string, title: string, more: Partial<NewIncident> = {}): Promise<Incident> {
  const incident = await on.stage.declare({ title, severity: 'P0', page: pageOf(id), ...more });
  await on.stage.settle();
  return on.stage.incident(incident.id);
}

async function resolve(incident: Incident): Promise<void> {
  const by = members.gil;
  await on.stage.command(incident, { type: 'resolve', by, what: null, fix: null, customers: null, owner: null });
}

async function channelOf({ id }: Incident) {
  const { channel } = await on.stage.incident(id);
  return on.stage.sandbox.channel(`#${channel?.name}`);
}

function rang(name: string, { number }: Incident): number {
  const titles = on.pagerDuty.person(name).rang();
  return titles.filter((title) => title.includes(`INC-${number} `)).length;
}

const statusOf = (id: string) => on.pagerDuty.account.incidents.find((one) => one.id === id)?.status;

describe('an incident of PagerDuty that is attached', () => {
  test('rings nobody again, is answered from here, and ends with the incident', async () => {
    const { id, number } = on.pagerDuty.alerts('Disk full on db-3', 'Ana Ruiz');
    const incident = await declaredFor(id, `PagerDuty incident ${id}`);
    expect(incident.title).toBe('Disk full on db-3');
    expect(rang('Ana Ruiz', incident)).toBe(0);
    const channel = await channelOf(incident);
    channel.shows(new RegExp(`Attached to .*PagerDuty incident #${number}.*: Disk full on db-3`));
    channel.shows(/It rings Ana Ruiz, who is not paged again\. Others are called at their minutes\./);
    channel.shows(/PagerDuty incident #\d+ rings Ana Ruiz already\./);
    await on.stage.command(incident, { type: 'acknowledge', by: members.ana });
    await on.stage.settle();
    expect(statusOf(id)).toBe('acknowledged');
    await resolve(incident);
    await on.stage.settle();
    expect(statusOf(id)).toBe('resolved');
    expect(on.pagerDuty.failures).toEqual([]);
  });

  test('that nobody acknowledges here is seen to be acknowledged there, though it is of another service and old', async () => {
    const alert = on.pagerDuty.alerts('Queue is long', 'Ana Ruiz');
    alert.createdAt = new Date(Date.parse(alert.createdAt) - 86_400_000).toISOString();
    const incident = await declaredFor(alert.id, 'Mails are late');
    await on.pagerDuty.person('Pat Doe').acknowledges(/Queue is long/);
    await pollPages(on.stage.ctx);
    await pollPages(on.stage.ctx);
    await on.stage.settle();
    const channel = await channelOf(incident);
    channel.shows(/Pat Doe acknowledged PagerDuty incident #\d+\./);
    expect(channel.texts().filter((text) => text.includes('acknowledged PagerDuty'))).toHaveLength(1);
    expect((await on.stage.incident(incident.id)).standing?.user).toBe(members.ana);
  });

  test('absorbs a later page to the person whom it rings', async () => {
    const { id } = on.pagerDuty.alerts('Ledger drifts', 'Ana Ruiz');
    await declaredFor(id, 'Ledger drifts');
    const later = await on.stage.declare({ title: 'Payouts hang', severity: 'P1' });
    await on.stage.settle();
    expect(rang('Ana Ruiz', later)).toBe(0);
    expect(on.pagerDuty.account.incidents.find((one) => one.id === id)?.notes.map(({ content }) => content)).toEqual([
      `Muster: also INC-${later.number} (P1)`,
    ]);
  });

  test('by two people makes the second one meet the first, and ends with the last of them', async () => {
    const { id } = on.pagerDuty.alerts('Cart is empty', 'Ana Ruiz');
    const both = await Promise.all([
      on.stage.declare({ title: 'Nobody can buy', severity: 'P1', page: pageOf(id) }),
      on.stage.declare({ title: 'Empty carts', severity: 'P1', page: pageOf(id), declaredBy: members.vic }),
    ]);
    await on.stage.settle();
    const [first, second] = both.toSorted((a, b) => a.number - b.number);
    if (first === undefined || second === undefined) throw new Error('Two were declared');
    expect(second.similar.map(({ number }) => number)).toEqual([first.number]);
    (await channelOf(second)).shows(new RegExp(`Merge into INC-${first.number}`));
    expect([rang('Ana Ruiz', first), rang('Ana Ruiz', second)]).toEqual([0, 0]);
    await resolve(first);
    await on.stage.settle();
    expect(statusOf(id)).toBe('triggered');
    await on.pagerDuty.person('Ana Ruiz').acknowledges(/Cart is empty/);
    await pollPages(on.stage.ctx);
    await on.stage.settle();
    expect((await on.stage.incident(second.id)).standing?.user).toBe(members.ana);
    await resolve(second);
    await on.stage.settle();
    expect(statusOf(id)).toBe('resolved');
  });

  test('by somebody outside of a private incident for it tells them nothing of that one', async () => {
    const { id } = on.pagerDuty.alerts('Somebody read the mail', 'Ana Ruiz');
    await declaredFor(id, 'Mail was read', { private: true });
    const open = await declaredFor(id, 'Mail is slow', { declaredBy: members.vic });
    expect(open.similar).toEqual([]);
    expect((await channelOf(open)).texts().join('\n')).not.toMatch(/Mail was read|may be the same/);
    expect(on.pagerDuty.account.incidents.find((one) => one.id === id)?.title).toBe('Somebody read the mail');
  });
});

describe('an incident of PagerDuty that cannot be attached', () => {
  test.each([
    ['PagerDuty is down', { kind: 'error', error: '503' }, 'PagerDuty answered HTTP 503'],
    [
      'its key is not accepted',
      { kind: 'error', error: '401' },
      'PagerDuty does not accept the API key \\(HTTP 401\\)',
    ],
    ['there were too many requests', { kind: '429', retryAfter: 45 }, 'PagerDuty asked to wait'],
  ] as const)(
    'because %s: declared all the same, said, and phones ring as usual; Retry attaches it later',
    async (_, fault, said) => {
      const { id } = on.pagerDuty.alerts(`Alert of ${said}`, 'Ana Ruiz');
      on.pagerDuty.faults.add({ method: 'GET /incidents/:id', fault });
      const incident = await declaredFor(id, `Trouble: ${said}`);
      on.stage.forward(16_000);
      await on.stage.settle();
      const channel = await channelOf(incident);
      channel.shows(new RegExp(`PagerDuty incident ${id} was not attached: ${said}\\.`));
      channel.shows(/Whoever has to answer is called as usual\./);
      expect(rang('Ana Ruiz', incident)).toBe(1);
      on.pagerDuty.faults.clear();
      const { effect = '' } = incident.attachment ?? {};
      await retryEffect(on.stage.ctx, { effectId: effect, by: members.gil });
      await on.stage.settle();
      channel.shows(/✓ Tried again, and done/);
      channel.shows(/Attached to /);
      expect(rang('Ana Ruiz', incident)).toBe(1);
    },
  );

  test('because of a fault of its own: phones that waited for it ring', async () => {
    const { id } = on.pagerDuty.alerts('Nothing goes', 'Ana Ruiz');
    const { phone } = on.stage.ctx;
    if (phone === null) throw new Error('There is a pager here');
    const { read } = phone;
    phone.read = async () => {
      throw new UserError('odd', 'It is odd.', 'Look at it.');
    };
    const incident = await declaredFor(id, 'It is odd');
    phone.read = read;
    await on.stage.settle();
    (await channelOf(incident)).shows(new RegExp(`PagerDuty incident ${id} was not attached: It is odd`));
    expect(rang('Ana Ruiz', incident)).toBe(1);
    await retryEffect(on.stage.ctx, { effectId: incident.attachment?.effect ?? '', by: members.gil });
    await on.stage.settle();
    (await channelOf(incident)).shows(/Attached to /);
  });

  test('because PagerDuty knows none of that link, or it is resolved there', async () => {
    const unknown = await declaredFor('QNOWHERE', 'Where is it');
    (await channelOf(unknown)).shows(/QNOWHERE was not attached: PagerDuty knows no incident of that link\./);
    expect(rang('Ana Ruiz', unknown)).toBe(1);
    await resolve(unknown);
    await on.stage.settle();
    on.pagerDuty.alerts('Long over', 'Ana Ruiz');
    await on.pagerDuty.person('Ana Ruiz').resolves(/Long over/);
    const { id = '' } = on.pagerDuty.account.incidents.at(-1) ?? {};
    const over = await declaredFor(id, `PagerDuty incident ${id}`);
    expect(over.title).toBe('Long over');
    (await channelOf(over)).shows(
      /was not attached: it is resolved there already\. If it is over here, too, call it off/,
    );
    expect(rang('Ana Ruiz', over)).toBe(1);
  });
});

test('with a routing key alone nothing can be attached: the channel says what is missing, and the page is queued', async () => {
  const { database, close: closeDatabase } = await openTestDatabase();
  const events = await startStage(database, {
    env: { PAGERDUTY_EVENTS_URL: on.pagerDuty.url, PAGERDUTY_ROUTING_KEY: on.pagerDuty.routingKey },
  });
  const incident = await events.declare({ severity: 'P1', page: pageOf('Q1A2B3') });
  await events.settle();
  const { channel } = await events.incident(incident.id);
  const seen = events.sandbox.channel(`#${channel?.name}`);
  seen.shows(/Q1A2B3 was not attached: that needs an API key of PagerDuty\. Set PAGERDUTY_API_TOKEN/);
  seen.shows(/Queued by PagerDuty/);
  await events.close();
  await closeDatabase();
});
