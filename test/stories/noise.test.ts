import { describe, expect, it } from 'vitest';
import { moveClock } from '../../sandbox/clock.ts';
import { countNoise, withTable } from '../support/count-noise.ts';
import { declared } from '../support/declared.ts';
import { loudestHour } from '../support/loudest-hour.ts';
import { useWorld } from '../support/use-world.ts';
import { proves } from '../promises/proves.ts';

// Working hours, so that the low severity has something to be reminded of.
const world = useWorld({ startAt: { weekday: 2, time: '10:00' } });
const hours = (n: number) => n * 60 * 60_000;

it('A P0’s first hour, with a commander at minute 2 and three updates, is at most 15 messages, 5 mentions and a call per person', async () => {
  const { noise: heard } = await loudestHour(world());
  withTable(heard, (noise) => {
    expect(noise.channel.length).toBeLessThanOrEqual(15);
    expect(noise.mentions).toBeLessThanOrEqual(5);
    expect(noise.pages).toEqual({ 'Ana Ruiz': 1, 'Ben Okafor': 1 });
    // One at the opening, one for the commander.
    expect(noise.topics).toBe(2);
    expect(noise.announcements).toEqual({ posted: 1, inThread: 3, broadcast: [] });
  });
  proves('N1', 'N2');
}, 60_000);

describe('An upgrade storm', () => {
  it('of five changes in ten minutes is a message and a topic per change, and calls nobody twice who has not answered yet', async () => {
    const { flo, ana } = world();
    const read = countNoise(world());
    const { channel, where } = await declared(world(), 'P2 storm');
    await world().clock.forward({ minutes: 1 });
    for (const severity of ['P1', 'P0', 'P2', 'P0', 'P1']) {
      await flo.runs(`/incident severity ${severity}`, where);
      await world().clock.forward({ minutes: 2 });
    }
    withTable(read(channel), (noise) => {
      const changes = noise.channel.filter(({ said }) => /(raised|lowered) INC/.test(said));
      expect(changes).toHaveLength(5);
      // Besides: the headline, the call to the commander, the roles that nobody has.
      expect(noise.channel.length).toBe(8);
      expect(noise.topics).toBe(1 + 5);
      expect(noise.pages).toEqual({ 'Ana Ruiz': 1 });
      // The one call shows what it is now, and waits for her answer still.
      expect(ana.sees(/You are needed[\s\S]*P1 High[\s\S]*storm/)).toMatch(/\[I'm on it\]/);
      expect(noise.announcements.posted).toBe(1);
      expect(noise.announcements.broadcast).toHaveLength(3);
      for (const said of noise.announcements.broadcast) expect(said).toMatch(/raised/);
    });
    proves('N7', 'N2');
  });

  it('calls again whoever was told to stand down in between', async () => {
    const { flo, ben } = world();
    const { where } = await declared(world(), 'P0 down and up');
    await world().clock.forward({ minutes: 5, seconds: 10 });
    const read = countNoise(world());
    await flo.runs('/incident severity P2', where);
    await world().settle();
    ben.sees(/You were stood down/);
    await flo.runs('/incident severity P0', where);
    await world().clock.forward({ minutes: 5, seconds: 10 });
    withTable(read(world().channel(/down-and-up/)), ({ pages }) => expect(pages['Ben Okafor']).toBe(1));
    proves('F14');
  });
});

it('After two hours down each channel has one confession and one reminder, and the overdue steps come two minutes apart', async () => {
  const [urgent, slow] = [await declared(world(), 'P0 slept'), await declared(world(), 'P2 slept')];
  await world().clock.forward({ minutes: 1 });
  const read = countNoise(world());
  await world().restart(async () => moveClock(hours(2)));
  await world().clock.forward({ minutes: 9 });
  withTable(read(urgent.channel), (noise) => {
    const matching = (words: RegExp) => noise.channel.filter(({ said }) => words.test(said));
    expect(matching(/I was down/)).toHaveLength(1);
    expect(urgent.channel.texts().filter((text) => /Update #1 was due/.test(text))).toHaveLength(1);
    // The confession, everything that fell together, and the three steps behind it.
    const minutes = noise.channel.map(({ minute }) => Math.floor(minute));
    expect(minutes).toEqual([120, 120, 122, 124, 126]);
    expect(noise.pages).toEqual({ 'Ana Ruiz': 1, 'Ben Okafor': 1 });
  });
  withTable(read(slow.channel), ({ channel }) => {
    expect(channel).toHaveLength(2);
    expect(channel[0]?.said).toMatch(/I was down/);
  });
  proves('N8', 'P2.4', 'P2.5', 'U15');
});
