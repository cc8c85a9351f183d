import { expect, it } from 'vitest';
import { countNoise } from '../support/count-noise.ts';
import { declared } from '../support/declared.ts';
import { useWorld } from '../support/use-world.ts';

const world = useWorld();

it('A P0’s first hour, with a commander at minute 2 and three updates, keeps within the budget', async () => {
  const { ana, cy } = world();
  const read = countNoise(world());
  const { channel, where } = await declared(world(), 'P0 first hour');
  await world().clock.forward({ minutes: 2 });
  await ana.clicks('Take command', where);
  // Each update comes when it is asked for; whoever does not answer is not there.
  for (const minutes of [12, 15, 15]) {
    await world().clock.forward({ minutes });
    await cy.runs(`/incident update after ${minutes} more minutes`, where);
  }
  await world().clock.forward({ minutes: 16 });
  const noise = read(channel);
  console.log(noise.table);
  expect(noise.channel.length, noise.table).toBeLessThanOrEqual(15);
  expect(noise.mentions, noise.table).toBeLessThanOrEqual(5);
  for (const [who, pages] of Object.entries(noise.pages)) expect(pages, `${who}${noise.table}`).toBe(1);
});

it('An upgrade storm: five changes of severity in ten minutes', async () => {
  const { flo } = world();
  const { channel, where } = await declared(world(), 'P2 storm');
  await world().clock.forward({ minutes: 1 });
  const read = countNoise(world());
  for (const severity of ['P1', 'P0', 'P2', 'P0', 'P1']) {
    await flo.runs(`/incident severity ${severity}`, where);
    await world().clock.forward({ minutes: 2 });
  }
  const noise = read(channel);
  console.log(noise.table);
});

it('A restart after two hours down', async () => {
  const { flo } = world();
  const one = await declared(world(), 'P0 down P0');
  const two = await declared(world(), 'P2 down P2');
  await world().clock.forward({ minutes: 1 });
  const read = countNoise(world());
  const { moveClock } = await import('../../sandbox/clock.ts');
  await world().restart(async () => moveClock(120 * 60_000));
  console.log(read(one.channel).table);
  await world().clock.forward({ minutes: 10 });
  console.log(read(one.channel).table);
  console.log(read(two.channel).table);
});
