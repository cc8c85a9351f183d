import { afterEach, describe, expect, test } from 'vitest';
import { proves } from '../promises/proves.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { members } from '../support/policy.ts';
import { usePagedStage } from './use-paged-stage.ts';

// Vic has no account there.
const on = usePagedStage({ unknown: members.vic });
afterEach(async () => {
  on.pagerDuty.faults.clear();
  // Nobody's page of one test waits in the next.
  const { rows } = await on.stage.ctx.db.pool.query<{ id: string }>(
    `SELECT id FROM incident WHERE status NOT IN ('resolved', 'merged', 'cancelled')`,
  );
  for (const { id } of rows) await resolve(await on.stage.incident(id));
  await on.stage.settle();
});

async function declared(title: string, severity = 'P0', more: { private?: boolean } = {}): Promise<Incident> {
  const incident = await on.stage.declare({ title, severity, ...more });
  await on.stage.settle();
  return incident;
}

async function resolve(incident: Incident): Promise<void> {
  const by = members.gil;
  await on.stage.command(incident, { type: 'resolve', by, what: null, fix: null, customers: null, owner: null });
}

async function channelOf({ id }: Incident) {
  const { channel } = await on.stage.incident(id);
  return on.stage.sandbox.channel(`#${channel?.name}`);
}

function pageOf({ number }: Incident) {
  return on.pagerDuty.account.incidents.filter(({ title }) => title.includes(`INC-${number}`));
}

function rang(name: string, { number }: Incident): string[] {
  return on.pagerDuty
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
    const direct = on.stage.sandbox.person('Ana Ruiz').directMessages();
    expect(direct.some(({ text }) => text.includes('Checkout returns 500'))).toBe(true);
    expect(on.stage.sandbox.person('Gil Weiss').directMessages().at(-1)?.text).toContain(
      '✓ Incident Commander: PagerDuty accepted the page',
    );
    proves('P3.1');
  });

  test('is acknowledged there in the name of who answers here, and resolved with the incident', async () => {
    const incident = await declared('Search is empty');
    await on.stage.command(incident, { type: 'acknowledge', by: members.ana });
    await on.stage.settle();
    expect(pageOf(incident)).toMatchObject([{ status: 'acknowledged', acknowledgements: [{ by: 'P01ANA0001' }] }]);
    await resolve(incident);
    await on.stage.settle();
    expect(pageOf(incident)).toMatchObject([{ status: 'resolved' }]);
  });

  test('is acknowledged for everybody once somebody has command', async () => {
    const incident = await declared('Mail is late');
    await on.stage.command(incident, { type: 'page', by: members.gil, user: members.dee, why: null });
    await on.stage.settle();
    await on.stage.command(incident, { type: 'takeRole', by: members.lena, role: 'commander', takeOver: null });
    await on.stage.settle();
    expect(pageOf(incident).map(({ status }) => status)).toEqual(['acknowledged', 'acknowledged']);
  });

  test('of a private incident is its number and no more, also when it is made private later', async () => {
    const secret = await declared('Somebody reads the mail', 'P0', { private: true });
    expect(pageOf(secret).map(({ title }) => title)).toEqual([`Private incident INC-${secret.number}`]);
    await resolve(secret);
    await on.stage.settle();
    const open = await declared('Board minutes on the wiki');
    await on.stage.command(open, { type: 'makePrivate', by: members.gil, why: null });
    await on.stage.settle();
    expect(pageOf(open).map(({ title }) => title)).toEqual([`Private incident INC-${open.number}`]);
    expect(JSON.stringify(on.pagerDuty.account.incidents)).not.toMatch(/reads the mail|Board minutes/);
    proves('P5.4');
  });

  test('that waits for an answer names a later incident instead of ringing the same person again', async () => {
    const first = await declared('Ledger drifts');
    const second = await declared('Payouts hang', 'P1');
    expect(rang('Ana Ruiz', second)).toEqual([]);
    expect(pageOf(first)[0]?.notes.map(({ content }) => content)).toEqual([`Muster: also INC-${second.number} (P1)`]);
    await on.stage.command(first, { type: 'acknowledge', by: members.ana });
    await on.stage.settle();
    const third = await declared('Refunds fail', 'P1');
    expect(rang('Ana Ruiz', third)).toHaveLength(1);
    proves('D13');
  });
});

describe('when PagerDuty cannot be had', () => {
  test('the channel says who was not paged and what is done, the next step comes at once, and a late page comes once', async () => {
    on.pagerDuty.faults.down();
    const incident = await declared('Sign-in fails');
    const channel = await channelOf(incident);
    channel.shows(
      /Ana Ruiz \(Incident Commander\) was not paged: PagerDuty did not answer\.[\s\S]*A message in Slack went to them\. I go on trying PagerDuty\. Call them: \+1-555-0111\. Or page somebody else\. Next on the ladder, now: Technical Lead\./,
    );
    channel.shows(/I call Ben Okafor \(Technical Lead\) now\. Called before its time/);
    expect(rang('Ana Ruiz', incident)).toEqual([]);
    on.pagerDuty.faults.up();
    for (let n = 0; n < 3; n += 1) {
      on.stage.forward(30_000);
      await on.stage.settle();
    }
    expect(rang('Ana Ruiz', incident)).toHaveLength(1);
    expect(rang('Ben Okafor', incident)).toHaveLength(1);
    channel.shows(/was not paged: PagerDuty did not answer\.\n.*✓ Tried again, and done/);
    proves('P1.3');
  });

  test('a page whose answer was lost is found again instead of made twice', async () => {
    on.pagerDuty.faults.add({ method: postIncident, times: 1, fault: { kind: 'lost-answer' } });
    const incident = await declared('Cart is empty', 'P1');
    (await channelOf(incident)).shows(/Ana Ruiz \(Incident Commander\) was not paged: PagerDuty did not answer/);
    on.stage.forward(30_000);
    await on.stage.settle();
    expect(rang('Ana Ruiz', incident)).toHaveLength(1);
    (await channelOf(incident)).shows(/PagerDuty accepted the page for Ana Ruiz/);
  });

  test('a page that arrives late, after its call was given up, is found before another is made', async () => {
    on.pagerDuty.faults.add({ method: postIncident, times: 1, fault: { kind: 'late-apply', ms: 50 } });
    const incident = await declared('Exports hang', 'P1');
    await new Promise((done) => setTimeout(done, 100));
    on.stage.forward(30_000);
    await on.stage.settle();
    expect(rang('Ana Ruiz', incident)).toHaveLength(1);
  });

  test.each([
    ['too many requests', { kind: '429', retryAfter: 45 }, 'PagerDuty asked to wait', 44],
    ['a key that is not accepted', { kind: 'error', error: '401' }, 'PagerDuty does not accept the API key', 29],
    ['an error of its own', { kind: 'error', error: '503' }, 'PagerDuty answered HTTP 503', 14],
  ] as const)('%s: said in the channel, and tried again in its time', async (_, fault, said, seconds) => {
    on.pagerDuty.faults.add({ method: postIncident, fault });
    const incident = await declared(`Trouble of ${fault.kind} ${said}`, 'P1');
    (await channelOf(incident)).shows(new RegExp(`Ana Ruiz \\(Incident Commander\\) was not paged: ${said}`));
    on.pagerDuty.faults.clear();
    on.stage.forward((seconds / 3) * 1000);
    await on.stage.settle();
    expect(rang('Ana Ruiz', incident)).toEqual([]);
    on.stage.forward(seconds * 1000);
    await on.stage.settle();
    expect(rang('Ana Ruiz', incident)).toHaveLength(1);
  });

  test('nobody is paged any more for whom somebody answered meanwhile', async () => {
    on.pagerDuty.faults.down();
    const incident = await declared('Reports are blank', 'P1');
    await on.stage.command(incident, { type: 'acknowledge', by: members.ana });
    on.pagerDuty.faults.up();
    on.stage.forward(60_000);
    await on.stage.settle();
    expect(pageOf(incident)).toEqual([]);
  });

  test('a phone rings once for several calls that waited for it, and the one message about the trouble ends well', async () => {
    on.pagerDuty.faults.down();
    const incident = await declared('Prices are old', 'P1');
    const page = { type: 'page', by: members.gil, user: members.ana, why: null } as const;
    on.stage.forward(10 * 60_000);
    await on.stage.command(incident, page);
    await on.stage.settle();
    on.pagerDuty.faults.up();
    on.stage.forward(90_000);
    await on.stage.settle();
    expect(rang('Ana Ruiz', incident)).toHaveLength(1);
    const rings = (await on.stage.effects(incident)).filter(
      ({ type, lane }) => type === 'ring' && lane.endsWith(members.ana),
    );
    expect(rings.map(({ state, error }) => `${state} ${error}`)).toEqual([
      'sent null',
      'cancelled Their phone rings already, since this was due.',
      'cancelled Their phone rings already, since this was due.',
    ]);
    (await channelOf(incident)).shows(/was not paged: PagerDuty did not answer\.\n.*✓ Tried again, and done/);

    // What comes after that rings anew.
    on.stage.forward(60_000);
    await on.stage.command(incident, page);
    await on.stage.settle();
    expect(rang('Ana Ruiz', incident)).toHaveLength(2);
  });

  test('somebody whom PagerDuty does not know is told as not paged, with what to write; Retry pages them then', async () => {
    const incident = await declared('Labels are wrong', 'P1');
    await on.stage.command(incident, { type: 'page', by: members.gil, user: members.vic, why: null });
    await on.stage.settle();
    const channel = await channelOf(incident);
    channel.shows(/Vic Stone was not paged: PagerDuty knows nobody with their e-mail address\. Write pagerduty:/);
    channel.shows(/\[Retry\]/);
    expect(on.pagerDuty.failures).toEqual([]);
  });
});
