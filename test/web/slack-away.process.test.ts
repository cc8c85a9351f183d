import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { installClock, moveClock } from '../../sandbox/clock.ts';
import { moveChildClock } from '../../sandbox/move-child-clock.ts';
import { run } from '../cli/run.ts';
import { apiToken } from './call-api.ts';
import { openSite, type Process, type Site } from './real-process.ts';

// The real process and its terminal, where Slack goes away in between: what stories show of parts holds for the whole.
const muster = join(import.meta.dirname, '../../bin/muster.mjs');
let site: Site;
let bot: Process;
let url = '';

beforeAll(async () => {
  installClock();
  site = await openSite([inject('programs').clock]);
  bot = site.start({ API_TOKEN: apiToken, ANNOUNCE_CHANNEL: 'incidents' });
  url = await site.runs(bot);
}, 120_000);
afterAll(() => site.close());

const asked = () => ({ API_TOKEN: apiToken, MUSTER_URL: url, MUSTER_AS: 'U01ANA0001' });

async function type(words: string): Promise<string> {
  const { out, err } = await run(['incident', words], asked());
  expect(err).toBe('');
  return out;
}

async function minutesPass(minutes: number): Promise<void> {
  moveClock(minutes * 60_000);
  await moveChildClock(bot.child);
}

const incidentChannel = () => site.sandbox.workspace.channels.find(({ name }) => name.includes('checkout'));
const texts = () => incidentChannel()?.messages.map(({ text, blocks }) => `${text} ${JSON.stringify(blocks)}`) ?? [];

it('worked through from a terminal while Slack is away, and told in one message once Slack is back', async () => {
  const typed = spawnSync(process.execPath, [muster, 'incident', 'declare', 'P2', 'checkout', 'is', 'slow'], {
    env: { PATH: process.env.PATH, ...asked() },
    encoding: 'utf8',
  });
  expect(typed).toMatchObject({ status: 0, stderr: '' });
  await site.sandbox.eventually(() => expect(texts().join('\n')).toContain('set the channel topic'), {
    within: 30_000,
  });
  const before = texts().length;

  site.sandbox.faults.down();
  expect(await type('INC-1 take')).toMatch(
    /You are Incident Commander of INC-1\. See #incident-\d+-checkout-is-slow\./,
  );
  await minutesPass(3);
  await type('INC-1 update Release 41 is rolled back');
  await minutesPass(3);
  await type('INC-1 severity P3 few are affected');
  expect(await type('INC-1 status')).toMatch(/P3 Low[\s\S]*Last update: #1 by Ana Ruiz/);
  await minutesPass(3);
  expect(texts()).toHaveLength(before);

  site.sandbox.faults.up();
  const told = (): void => expect(texts().slice(before).join('\n')).toContain('I could not post here');
  await site.sandbox.eventually(told, { within: 45_000 });
  const [digest = '', ...more] = texts()
    .slice(before)
    .filter((text) => !text.includes('set the channel topic'));
  expect(digest).toMatch(/has command of INC-1[\s\S]*Release 41 is rolled back[\s\S]*lowered INC-1 from P2/);
  expect(more).toEqual([]);
});
