import { expect, it } from 'vitest';
import { moveClock } from '../../sandbox/clock.ts';
import { readEffects } from '../../src/cli/read-effects.ts';
import { run } from '../cli/run.ts';
import { countNoise } from '../support/count-noise.ts';
import { declared } from '../support/declared.ts';
import { useWorld } from '../support/use-world.ts';
import { apiToken, callApi } from '../web/call-api.ts';

const world = useWorld({ config: { apiToken } });
const [ana, ben, flo] = ['U01ANA0001', 'U01BEN0001', 'U01FLO0001'];

async function type(who: string, words: string): Promise<string> {
  const env = { API_TOKEN: apiToken, MUSTER_URL: world().bot.url, MUSTER_AS: who };
  const { out, err } = await run(['incident', words], env);
  expect(err).toBe('');
  await world().settle();
  return out;
}

/** Lets so many minutes pass. */
async function minutesPass(...hops: number[]): Promise<void> {
  for (const minutes of hops) {
    moveClock(minutes * 60_000);
    await world().settle();
  }
}

/** The end of every effect of the one incident, as the export tells it. */
async function ends() {
  const { prisma } = world().bot.ctx.db;
  const { id } = await prisma.incident.findFirstOrThrow();
  return readEffects(prisma, id);
}

it('After an hour without Slack, worked through from terminals, each place gets one message that tells it in order', async () => {
  const { channel } = await declared(world(), 'P0 checkout is down');
  const read = countNoise(world());
  const before = channel.texts().length;
  world().sandbox.faults.down();
  await minutesPass(3);
  await type(ana, 'take');
  await minutesPass(5);
  await type(ben, 'take tech-lead');
  await type(ana, 'update Rolled back checkout 41 to 40');
  await minutesPass(7, 2);
  await type(ana, 'update Errors fall from 38 % to 4 %');
  await type(ben, 'severity P1 only one region');
  await minutesPass(12, 3, 5);
  await type(ana, 'update Nearly over');
  await minutesPass(10);
  world().sandbox.faults.up();
  await minutesPass(1, 1);

  const [digest = '', ...more] = channel.texts().slice(before);
  expect(more).toEqual([]);
  expect(digest.split('\n').slice(0, 8)).toEqual([
    expect.stringMatching(/^\*I could not post here from 03:03 to 03:48 \(4\d min\)\.\* Meanwhile:$/),
    expect.stringMatching(/^• 03:03 Ana Ruiz has command of INC-\d+\.$/),
    expect.stringMatching(/^• 03:08 Ben Okafor is Technical Lead of INC-\d+\.$/),
    '• 03:08 *Update #1* · Ana Ruiz: Rolled back checkout 41 to 40',
    '• 03:15 Lena Vogt (Engineering Manager) was due to be informed; the message goes out now.',
    '• 03:17 *Update #2* · Ana Ruiz: Errors fall from 38 % to 4 %',
    expect.stringMatching(/^• 03:17 Ben Okafor lowered INC-\d+ from P0 to \*P1\*: “only one region”$/),
    '• 03:37 *Update #3* · Ana Ruiz: Nearly over',
  ]);
  expect(digest).toMatch(/Skipped, because it was answered or is asked again: reminder of update #3 \(due 03:29\)/);
  const noise = read(channel);
  expect(noise.mentions).toBe(0);
  expect(noise.announcements).toEqual({ posted: 0, inThread: 1, broadcast: [] });
  world()
    .announcements()
    .shows(/Update #1\* · Ana Ruiz: Rolled back[\s\S]*Update #2[\s\S]*Update #3\* · Ana Ruiz: Nearly over/);
  const all = await ends();
  const lines = all.filter(({ end }) => end === 'line');
  expect(lines.length).toBeGreaterThanOrEqual(10);
  const digests = all.filter(({ what }) => what === 'post whileAway');
  expect(digests.map(({ end }) => end)).toEqual(['sent late', 'sent late']);
  expect(new Set(lines.map((line) => line.in))).toEqual(new Set(digests.map(({ id }) => id)));
  expect(all.filter(({ end }) => end === 'waiting' || end === 'failed')).toEqual([]);

  // Everything goes on, and the digest is edited as what it tells changes.
  await type(ana, 'resolve rolled back');
  await world().settle();
  expect(channel.texts().slice(before)[0]).not.toMatch(/\[Take comms\]/);
}, 180_000);

it('A bot that starts while Slack is down goes on from terminals; its confession is a part of the one message', async () => {
  const { sandbox } = world();
  sandbox.faults.down();
  const { told } = await callApi(world().bot.url, 'declare', {
    body: { by: flo, title: 'Names of customers are public', severity: 'P0', private: true },
  });
  const number = told?.number ?? 0;
  await type(ana, `take INC-${number}`).catch(() => '');
  await minutesPass(4);
  await type(flo, `update INC-${number} The page is offline`);
  await world().restart(async () => moveClock(20 * 60_000));
  expect(await type(flo, `status INC-${number}`)).toMatch(/Names of customers are public/);
  await type(flo, `update INC-${number} The cache is emptied`);
  await minutesPass(3);
  sandbox.faults.up();
  await minutesPass(1, 2);

  const channel = world().channel(/names-of-customers|private|inc-/);
  const texts = channel.texts();
  expect(texts.filter((text) => /I could not post here/.test(text))).toHaveLength(1);
  const [digest = ''] = texts.filter((text) => /I could not post here/.test(text));
  expect(digest).toMatch(
    /Update #1\* · Flo Meyer: The page is offline[\s\S]*I was down from[\s\S]*Update #2\* · Flo Meyer: The cache is emptied/,
  );
  expect(texts.filter((text) => /I was down/.test(text))).toHaveLength(1);
  expect(JSON.stringify(world().announcements().texts())).not.toMatch(/customers|offline|emptied/);
}, 180_000);
