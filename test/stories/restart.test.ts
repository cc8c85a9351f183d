import { expect, it } from 'vitest';
import { clockNow, moveClock } from '../../sandbox/clock.ts';
import { declared } from '../support/declared.ts';
import { useWorld } from '../support/use-world.ts';
import { proves } from '../promises/proves.ts';

const world = useWorld();
const minutes = (n: number) => n * 60_000;

it('After twenty minutes down the channel hears what was late, one reminder, and the steps two minutes apart', async () => {
  const { channel } = await declared(world(), 'P0 while away');
  await world().clock.forward({ minutes: 1 });
  const before = channel.messages().length;
  await world().restart(async () => moveClock(minutes(20)));
  const since = channel.texts().slice(before);
  expect(since.filter((text) => /I was down from \d\d:\d\d to \d\d:\d\d/.test(text))).toHaveLength(1);
  expect(since.filter((text) => /Update #1 (is|was) due/.test(text))).toHaveLength(1);
  expect(since.filter((text) => /I call Ben Okafor \(Technical Lead\) now/.test(text))).toHaveLength(1);
  channel.lacks(/Lena Vogt \(Engineering Manager\) is informed/);
  await world().clock.forward({ minutes: 2, seconds: 10 });
  channel.shows(/Lena Vogt \(Engineering Manager\) is informed/);
  proves('U15', 'P2.4', 'P2.5', 'U3');
});

it('A restart in a quiet minute says nothing', async () => {
  const { channel } = await declared(world(), 'P0 short break');
  const before = channel.messages().length;
  await world().restart(async () => moveClock(minutes(1)));
  expect(channel.messages()).toHaveLength(before);
});

it('What was pressed while the bot was down is told as a failure, not swallowed; what was planned still happens', async () => {
  const { where, channel } = await declared(world(), 'P0 pressed in vain');
  const { ana } = world();
  await world().restart(async () => {
    await ana.clicks('Take command', where).catch(() => {});
  });
  expect(ana.failures().length).toBeGreaterThan(0);
  await world().clock.forward({ minutes: 5, seconds: 10 });
  channel.shows(/Ben Okafor \(Technical Lead\)/);
});

it('The clock of a story only goes forward', () => {
  const at = clockNow();
  expect(() => moveClock(-1)).toThrow(/forward/);
  expect(clockNow().getTime()).toBeGreaterThanOrEqual(at.getTime());
});
