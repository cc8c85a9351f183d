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
  const { channel, where } = await declared(world, 'P0 first hour');
  await clock.forward({ minutes: 2 });
  await ana.clicks('Take command', where);
  for (const minutes of [12, 14, 14]) {
    await clock.forward({ minutes });
    await ana.runs(`/incident update ${minutes} more minutes of it`, where);
  }
  await clock.forward({ minutes: 18 });
  return { noise: read(channel), channel };
}
