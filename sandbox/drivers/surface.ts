import { renderMessage, renderView } from '../render-text.ts';
import type { Json } from '../json.ts';
import type { Channel, Ephemeral, Message, User, View, Workspace } from '../state/workspace.ts';
import { canSee, findChannel, type ChannelName } from './find-channel.ts';

/** Something on a person's screen that can hold buttons. */
export type Surface =
  | { kind: 'message'; channel: Channel; message: Message }
  | { kind: 'ephemeral'; channel: Channel; message: Ephemeral }
  | { kind: 'view'; view: View };

/** Every message that a person sees, the newest first; in one channel when it is named. */
export function surfacesOf(workspace: Workspace, user: User, name?: ChannelName): Surface[] {
  const channels =
    name === undefined
      ? workspace.channels.filter((channel) => canSee(channel, user))
      : [findChannel(workspace, name, user)];
  for (const channel of channels) {
    if (!canSee(channel, user)) throw new Error(`${user.realName} cannot see #${channel.name}.`);
  }
  const messages = channels.flatMap((channel) =>
    channel.messages.map((message): Surface => ({ kind: 'message', channel, message })),
  );
  const ephemerals = workspace.ephemerals.flatMap((message): Surface[] => {
    const channel = channels.find((one) => one.id === message.channel);
    return channel && message.user === user.id ? [{ kind: 'ephemeral', channel, message }] : [];
  });
  return [...messages, ...ephemerals].sort((one, other) => tsOf(other) - tsOf(one));
}

/** The blocks of a surface. */
export function blocksOf(surface: Surface): Json | undefined {
  return surface.kind === 'view' ? surface.view.content.blocks : surface.message.blocks;
}

/** A surface as its person reads it. */
export function renderSurface(workspace: Workspace, surface: Surface, tz: string): string {
  return surface.kind === 'view'
    ? renderView(workspace, surface.view, tz)
    : renderMessage(workspace, surface.message, tz);
}

function tsOf(surface: Surface): number {
  return surface.kind === 'view' ? 0 : Number(surface.message.ts);
}
