import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { proves } from '../promises/proves.ts';
import { type PagerDutySandbox, startPagerDuty } from '../../sandbox/pagerduty/start-pagerduty.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { pollPages } from '../../src/jobs/poll-pages.ts';
import { openTestDatabase } from '../support/database.ts';
import { members } from '../support/policy.ts';
import { type Stage, people, startStage } from './stage.ts';

let pagerDuty: PagerDutySandbox;
let stage: Stage;
let close = async (): Promise<void> => {};

beforeAll(async () => {
  // Vic has no account there.
  const known = people.filter(({ id }) => id !== members.vic);
  pagerDuty = await startPagerDuty({
    users: known.map(({ id, realName }) => ({
      id: id.replace(/^U/, 'P'),
      name: realName,
      email: `${realName.split(' ')[0]?.toLowerCase()}@example.com`,
    })),
  });
  const opened = await openTestDatabase();
  close = opened.close;
  stage = await startStage(opened.database, {
    env: {
      PAGERDUTY_API_URL: pagerDuty.url,
      PAGERDUTY_API_TOKEN: pagerDuty.token,
      PAGERDUTY_FROM_EMAIL: pagerDuty.fromEmail,
      PAGERDUTY_SERVICE: pagerDuty.serviceId,
      // So that pages are looked at when a test does it, and never beside it.
      PAGERDUTY_WEBHOOK_SECRET: pagerDuty.webhookSecret,
      PUBLIC_URL: 'https://muster.example',
    },
  });
});
afterEach(async () => {
  pagerDuty.faults.clear();
  // Nobody's page of one test waits in the next.
  const { rows } = await stage.ctx.db.pool.query<{ id: string }>(
    `SELECT id FROM incident WHERE status NOT IN ('resolved', 'merged', 'cancelled')`,
  );
  for (const { id } of rows) await resolve(await stage.incident(id));
  await stage.settle();
});
afterAll(async () => {
  await stage.close();
  await pagerDuty.close();
  await close();
});

async function declared(title: string, severity = 'P0', more: { private?: boolean } = {}): Promise<Incident> {
  const incident = await stage.declare({ title, severity, ...more });
  await stage.settle();
  return incident;
}

async function resolve(incident: Incident): Promise<void> {
  const by = members.gil;
  await stage.command(incident, { type: 'resolve', by, what: null, fix: null, customers: null, owner: null });
}

async function channelOf({ id }: Incident) {
  const { channel } = await stage.incident(id);
  return stage.sandbox.channel(`#${channel?.name}`);
}

function pageOf({ number }: Incident) {
  return pagerDuty.account.incidents.filter(({ title }) => title.includes(`INC-${number}`));
}

function rang(name: string, { number }: Incident): string[] {
  return pagerDuty
    .person(name)
    .rang()
    .filter((title) => title.includes(`INC-${number}`));
}

const postIncident = 'POST /incidents';

describe('a page by PagerDuty', () => {
  test('rings one person’s phone and says that PagerDuty accepted it; the message in Slack goes out as well', async () => {
    const incident = await declared('Checkout returns 500');

    expect(pageOf(incident)).toMatchObject([
      { title: `INC-${incident.number} P0: Checkout returns 500`, urgency: 'high', assignees: ['P01ANA0001'] },
    ]);
    expect(rang('Ana Ruiz', incident)).toHaveLength(1);
    (await channelOf(incident)).shows(/PagerDuty accepted the page for Ana Ruiz/);
    const direct = stage.sandbox.person('Ana Ruiz').directMessages();
    expect(direct.some(({ text }) => text.includes('Checkout returns 500'))).toBe(true);
    expect(stage.sandbox.person('Gil Weiss').directMessages().at(-1)?.text).toContain(
      '✓ Incident Commander: PagerDuty accepted the page',
    );
    proves('P3.1');
  });

  test('is acknowledged there in the name of who answers here, and resolved with the incident', async () => {
    const incident = await declared('Search is empty');
    await stage.command(incident, { type: 'acknowledge', by: members.ana });
    await stage.settle();
    expect(pageOf(incident)).toMatchObject([{ status: 'acknowledged', acknowledgements: [{ by: 'P01ANA0001' }] }]);
    await resolve(incident);
    await stage.settle();
    expect(pageOf(incident)).toMatchObject([{ status: 'resolved' }]);
  });

  test('is acknowledged for everybody once somebody has command', async () => {
    const incident = await declared('Mail is late');
    await stage.command(incident, { type: 'page', by: members.gil, user: members.dee, why: null });
    await stage.settle();
    await stage.command(incident, { type: 'takeRole', by: members.lena, role: 'commander', takeOver: null });
    await stage.settle();
    expect(pageOf(incident).map(({ status }) => status)).toEqual(['acknowledged', 'acknowledged']);
  });

  test('of a private incident is its number and no more, also when it is made private later', async () => {
    const secret = await declared('Somebody reads the mail', 'P0', { private: true });
    expect(pageOf(secret).map(({ title }) => title)).toEqual([`Private incident INC-${secret.number}`]);
    await resolve(secret);
    await stage.settle();
    const open = await declared('Board minutes on the wiki');
    await stage.command(open, { type: 'makePrivate', by: members.gil, why: null });
    await stage.settle();
    expect(pageOf(open).map(({ title }) => title)).toEqual([`Private incident INC-${open.number}`]);
    expect(JSON.stringify(pagerDuty.account.incidents)).not.toMatch(/reads the mail|Board minutes/);
    proves('P5.4');
  });

  test('that waits for an answer names a later incident instead of ringing the same person again', async () => {
    const first = await declared('Ledger drifts');
    const second = await declared('Payouts hang', 'P1');
    expect(rang('Ana Ruiz', second)).toEqual([]);
    expect(pageOf(first)[0]?.notes.map(({ content }) => content)).toEqual([`Muster: also INC-${second.number} (P1)`]);
    await stage.command(first, { type: 'acknowledge', by: members.ana });
    await stage.settle();
    const third = await declared('Refunds fail', 'P1');
    expect(rang('Ana Ruiz', third)).toHaveLength(1);
    proves('D13');
  });
});

describe('when PagerDuty cannot be had', () => {
  test('the channel says who was not paged and what is done, the next step comes at once, and a late page comes once', async () => {
    pagerDuty.faults.down();
    const incident = await declared('Sign-in fails');
    const channel = await channelOf(incident);
    channel.shows(
      /Ana Ruiz \(Incident Commander\) was not paged: PagerDuty did not answer\.[\s\S]*A message in Slack went to them\. I go on trying PagerDuty\. Call them: \+1-555-0111\. Or page somebody else\. Next on the ladder, now: Technical Lead\./,
    );
    channel.shows(/I call Ben Okafor \(Technical Lead\) now\. Called before its time/);
    expect(rang('Ana Ruiz', incident)).toEqual([]);
    pagerDuty.faults.up();
    for (let n = 0; n < 3; n += 1) {
      stage.forward(30_000);
      await stage.settle();
    }
    expect(rang('Ana Ruiz', incident)).toHaveLength(1);
    expect(rang('Ben Okafor', incident)).toHaveLength(1);
    channel.shows(/was not paged: PagerDuty did not answer\.\n.*✓ Tried again, and done/);
    proves('P1.3');
  });

  test('a page whose answer was lost is found again instead of made twice', async () => {
    pagerDuty.faults.add({ method: postIncident, times: 1, fault: { kind: 'lost-answer' } });
    const incident = await declared('Cart is empty', 'P1');
    (await channelOf(incident)).shows(/Ana Ruiz \(Incident Commander\) was not paged: PagerDuty did not answer/);
    stage.forward(30_000);
    await stage.settle();
    expect(rang('Ana Ruiz', incident)).toHaveLength(1);
    (await channelOf(incident)).shows(/PagerDuty accepted the page for Ana Ruiz/);
  });

  test('a page that arrives late, after its call was given up, is found before another is made', async () => {
    pagerDuty.faults.add({ method: postIncident, times: 1, fault: { kind: 'late-apply', ms: 50 } });
    const incident = await declared('Exports hang', 'P1');
    await new Promise((done) => setTimeout(done, 100));
    stage.forward(30_000);
    await stage.settle();
    expect(rang('Ana Ruiz', incident)).toHaveLength(1);
  });

  test.each([
    ['too many requests', { kind: '429', retryAfter: 45 }, 'PagerDuty asked to wait', 44],
    ['a key that is not accepted', { kind: 'error', error: '401' }, 'PagerDuty does not accept the API key', 29],
    ['an error of its own', { kind: 'error', error: '503' }, 'PagerDuty answered HTTP 503', 14],
  ] as const)('%s: said in the channel, and tried again in its time', async (_, fault, said, seconds) => {
    pagerDuty.faults.add({ method: postIncident, fault });
    const incident = await declared(`Trouble of ${fault.kind} ${said}`, 'P1');
    (await channelOf(incident)).shows(new RegExp(`Ana Ruiz \\(Incident Commander\\) was not paged: ${said}`));
    pagerDuty.faults.clear();
    stage.forward((seconds / 3) * 1000);
    await stage.settle();
    expect(rang('Ana Ruiz', incident)).toEqual([]);
    stage.forward(seconds * 1000);
    await stage.settle();
    expect(rang('Ana Ruiz', incident)).toHaveLength(1);
  });

  test('nobody is paged any more for whom somebody answered meanwhile', async () => {
    pagerDuty.faults.down();
    const incident = await declared('Reports are blank', 'P1');
    await stage.command(incident, { type: 'acknowledge', by: members.ana });
    pagerDuty.faults.up();
    stage.forward(60_000);
    await stage.settle();
    expect(pageOf(incident)).toEqual([]);
  });

  test('somebody whom PagerDuty does not know is told as not paged, with what to write; Retry pages them then', async () => {
    const incident = await declared('Labels are wrong', 'P1');
    await stage.command(incident, { type: 'page', by: members.gil, user: members.vic, why: null });
    await stage.settle();
    const channel = await channelOf(incident);
    channel.shows(/Vic Stone was not paged: PagerDuty knows nobody with their e-mail address\. Write pagerduty:/);
    channel.shows(/\[Retry\]/);
    expect(pagerDuty.failures).toEqual([]);
  });
});

describe('where PagerDuty cannot tell by itself', () => {
  test('open pages are looked at by one request for all of them and one for the notes of each, and by none while none is open', async () => {
    const asked = () =>
      pagerDuty.calls.filter(({ route, query }) => query.includes('since=') || route === 'GET /incidents/:id/notes')
        .length;
    await pollPages(stage.ctx);
    expect(asked()).toBe(0);
    const first = await declared('Exports are empty', 'P1');
    await stage.command(first, { type: 'page', by: members.gil, user: members.dee, why: null });
    await stage.settle();
    await pagerDuty.person('Dee Novak').acknowledges(/Exports are empty/);
    const before = asked();
    await pollPages(stage.ctx);
    await pollPages(stage.ctx);
    await stage.settle();
    expect(asked()).toBe(before + 4);
    const channel = await channelOf(first);
    channel.shows(/Dee Novak acknowledged their page in PagerDuty\./);
    expect(channel.texts().filter((text) => text.includes('acknowledged their page'))).toHaveLength(1);
    expect((await stage.incident(first.id)).standing?.user).toBe(members.dee);
  });

  test('a note on an open page is told once, by whoever looks first; our own and those of others are not', async () => {
    const first = await declared('Invoices are doubled', 'P1');
    const second = await declared('Coupons are refused', 'P1');
    await stage.command(first, { type: 'page', by: members.gil, user: members.dee, why: null });
    await stage.settle();
    // An unanswered page absorbs the later one by a note of Muster's own.
    await stage.command(second, { type: 'page', by: members.gil, user: members.dee, why: null });
    await stage.settle();
    await pagerDuty.person('Dee Novak').notes(/Invoices are doubled/, 'On my phone; laptop in ten minutes');
    await Promise.all([pollPages(stage.ctx), pollPages(stage.ctx)]);
    await pollPages(stage.ctx);
    await stage.settle();
    const told = (await channelOf(first)).texts().filter((text) => text.includes('laptop in ten minutes'));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('Dee Novak');
    expect((await channelOf(first)).texts().join()).not.toContain('Muster: ');
    expect(pagerDuty.failures).toEqual([]);
  });
});
