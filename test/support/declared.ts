import type { ChannelView } from '../../sandbox/drivers/channel-view.ts';
import type { PersonDriver } from '../../sandbox/drivers/person.ts';
import { findByChannel } from '../../src/commands/find-incident.ts';
import type { Incident } from '../../src/domain/incident.ts';
import type { World } from './assemble-world.ts';

/** An incident that is declared and set up: its channel, what is stored of it, and its pinned headline. */
export type Declared = {
  channel: ChannelView;
  /** For `{ in: … }` of the drivers. */
  where: { in: string };
  incident(): Promise<Incident>;
  headline(): string;
};

let declarations = 0;

/** Declares by command, waits until everything is set up, and finds the channel. The title gets a number of its own. */
export async function declared(
  world: World,
  what = 'P0 checkout is down',
  by: PersonDriver = world.flo,
): Promise<Declared> {
  declarations += 1;
  const tag = `case${declarations}`;
  await by.runs(`/incident declare ${what} ${tag}`, { in: '#general' });
  await world.settle();
  const channel = world.channel(new RegExp(`${tag}$`));
  return {
    channel,
    where: { in: `#${channel.name}` },
    headline: () => channel.pinned()[0] ?? '',
    incident: async () => {
      const found = await findByChannel(world.bot.ctx, {
        workspace: world.sandbox.workspace.teamId,
        channel: channel.id,
      });
      if (found === null) throw new Error(`#${channel.name} belongs to no incident`);
      return found;
    },
  };
}
