import type { ChannelView } from '../../sandbox/drivers/channel-view.ts';
import type { World } from './assemble-world.ts';
import { countNoise, type Noise } from './count-noise.ts';
import { declared } from './declared.ts';

/**
 * A P0's first hour with a commander at minute 2 and three updates. The commander says nothing else, so that the ladder goes on as
 * well: the loudest hour with somebody in command.
 */
export async function loudestHour(world: World): Promise<{ noise: Noise; channel: ChannelView }> {
  const { ana, clock } = world;
  const read = countNoise(world);
  const { channel, where, incident } = await declared(world, 'P0 first hour');
  const { declared: start } = (await incident()).moments;
  // From the declaration on: the seconds that a busy machine takes would part what falls into one minute.
  const to = (minute: number) =>
    clock.forward({ seconds: Math.max(0, (start.getTime() - clock.now().getTime()) / 1000 + minute * 60) });
  await to(2);
  await ana.clicks('Take command', where);
  let before = 2;
  for (const minute of [14, 28, 42]) {
    await to(minute);
    await ana.runs(`/incident update ${minute - before} more minutes of it`, where);
    before = minute;
  }
  await to(59.9);
  return { noise: read(channel), channel };
}
