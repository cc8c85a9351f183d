import { expect, it } from 'vitest';
import { moveClock } from '../../sandbox/clock.ts';
import { run } from '../cli/run.ts';
import { countNoise } from '../support/count-noise.ts';
import { declared } from '../support/declared.ts';
import { useWorld } from '../support/use-world.ts';
import { apiToken } from '../web/call-api.ts';

const world = useWorld({ config: { apiToken } });
const [ana, ben, flo] = ['U01ANA0001', 'U01BEN0001', 'U01FLO0001'];

async function type(who: string, words: string): Promise<string> {
  const env = { API_TOKEN: apiToken, MUSTER_URL: world().bot.url, MUSTER_AS: who };
  const { out, err, code } = await run(['incident', words], env);
  expect(`${out}${err}`).not.toBe('');
  expect(code).toBe(0);
  await world().settle();
  return out;
}

/** Lets minutes pass one by one, as they do; nothing of them is skipped. */
async function minutesPass(count: number): Promise<void> {
  for (let minute = 0; minute < count; minute += 1) {
    moveClock(60_000);
    await world().settle();
  }
}

it('After an hour without Slack, worked through from terminals, each channel gets one message that tells it in order', async () => {
  const { channel } = await declared(world(), 'P0 checkout is down');
  const read = countNoise(world());
  const before = channel.texts().length;
  world().sandbox.faults.down();
  await minutesPass(3);
  await type(ana, 'take');
  await minutesPass(5);
  await type(ben, 'take tech-lead');
  await type(ana, 'update Rolled back checkout 41 to 40');
  await minutesPass(9);
  await type(ana, 'update Errors fall from 38 % to 4 %');
  await type(ben, 'severity P1 only one region');
  await minutesPass(30);
  await type(ana, 'update Nearly over');
  await minutesPass(10);
  world().sandbox.faults.up();
  await minutesPass(2);

  const since = channel.texts().slice(before);
  console.log(since.join('\n-----\n'));
  const noise = read(channel);
  console.log(JSON.stringify(noise, null, 1));
  console.log(world().announcements().texts().join('\n=====\n'));
  const rows = await world().bot.ctx.db.prisma.effect.findMany({ orderBy: { seq: 'asc' } });
  for (const row of rows)
    console.log(
      row.id.slice(-10),
      row.lane.slice(36, 60),
      row.type,
      row.state,
      row.error,
      JSON.stringify(row.result)?.slice(0, 90),
    );
  expect(since).toHaveLength(1);
}, 180_000);
