import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { moveClock } from '../../sandbox/clock.ts';
import { run } from '../cli/run.ts';
import { type PagedWorld, startPagedWorld } from '../support/paged-world.ts';
import { apiToken } from '../web/call-api.ts';

let paged: PagedWorld;
beforeAll(async () => {
  const users = [
    { id: 'PANA001', name: 'Ana Ruiz', email: 'ana@example.com' },
    { id: 'PBEN002', name: 'Ben Okafor', email: 'ben@example.com' },
  ];
  paged = await startPagedWorld(users, { told: true, apiToken });
}, 60_000);
afterEach(() => {
  paged.world.sandbox.faults.clear();
  paged.pagerDuty.faults.clear();
});
afterAll(() => paged.close());

const [ana, flo] = ['U01ANA0001', 'U01FLO0001'];

/** What a terminal answers. */
async function type(who: string, words: string): Promise<string> {
  const env = { API_TOKEN: apiToken, MUSTER_URL: paged.world.bot.url, MUSTER_AS: who };
  const { out, err } = await run(['incident', words], env);
  expect(err).toBe('');
  return out;
}

async function minutesPass(count: number): Promise<void> {
  for (let minute = 0; minute < count; minute += 1) {
    moveClock(60_000);
    await paged.settled();
  }
}

it('With all well a terminal hears who was paged', async () => {
  const told = await type(flo, 'declare P1 all is well');
  expect(told).toMatch(
    /• Ana Ruiz \(Incident Commander\): PagerDuty accepted the page; the message in Slack is there\.$/m,
  );
  expect(told).not.toMatch(/waits|call them/);
  await type(ana, 'cancel INC-1 nothing was wrong');
  await paged.settled();
});

it('With PagerDuty away a terminal hears who was not paged, what is done about it and whom to call', async () => {
  const { world, pagerDuty } = paged;
  pagerDuty.faults.down();
  const told = await type(flo, 'declare P1 payments fail');
  const [name = ''] = /INC-\d+/.exec(told) ?? [];
  const unpaged =
    /• Ana Ruiz \(Incident Commander\): not paged: PagerDuty [^;]+, and I go on trying; the message in Slack is there; call them: \+1-555-0100\.$/m;
  expect(told).toMatch(unpaged);
  await paged.settled();
  expect(await type(flo, `status ${name}`)).toMatch(
    /• Ana Ruiz \(Incident Commander\): not paged: PagerDuty [^;]+, and I go on trying; call them: \+1-555-0100\.$/m,
  );
  const channel = world.channel(/payments-fail/);
  channel.shows(/Ana Ruiz \(Incident Commander\) was not paged: PagerDuty/);
  // Whoever has answered need not be called any more.
  expect(await type(ana, `take ${name}`)).not.toMatch(/not paged|call them/);
  await paged.settled();
});

it('With both away the answer says that nobody is reached and whom to call; the digest tells it later, and when it was mended', async () => {
  const { world, pagerDuty } = paged;
  world.sandbox.faults.down();
  pagerDuty.faults.down();
  const told = await type(flo, 'declare P1 nothing answers');
  const [name = ''] = /INC-\d+/.exec(told) ?? [];
  expect(told).toMatch(
    new RegExp(
      `Nobody hears of ${name} through me now: Slack [^,]+, and PagerDuty [^.]+\\. It is recorded, and I go on trying both\\.`,
    ),
  );
  expect(told).toMatch(/^• Ana Ruiz \(Incident Commander\): \+1-555-0100\.?$/m);
  expect(await type(flo, `note ${name} called Ana by hand`)).toMatch(
    /Noted[\s\S]*Nobody hears of INC-\d+ through me now/,
  );
  await minutesPass(4);
  world.sandbox.faults.up();
  await minutesPass(2);
  const channel = world.channel(/nothing-answers/);
  const digest = () => channel.texts().find((text) => /I could not post here from/.test(text)) ?? '';
  expect(digest()).toMatch(
    /Ana Ruiz \(Incident Commander\) was not paged: PagerDuty[^\n]*I go on trying PagerDuty\. Call them: \+1-555-0100/,
  );
  pagerDuty.faults.up();
  await minutesPass(2);
  expect(digest()).toMatch(/was not paged: PagerDuty[^\n]*✓ Tried again, and done/);
});
