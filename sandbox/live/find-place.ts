import { canSee } from '../drivers/find-channel.ts';
import type { Found } from '../drivers/press.ts';
import { blocksOf, type Surface } from '../drivers/surface.ts';
import { isList, isObject, objectsOf, textOf, type JsonObject } from '../json.ts';
import { optionsOf } from '../render-blocks.ts';
import { elementsOf } from '../state/view-state.ts';
import type { Channel, Message, User, View, Workspace } from '../state/workspace.ts';
import { stackOf } from '../web-api/views.ts';
import type { Place } from './protocol.ts';

/** A channel that this person can read. */
export function channelOf(workspace: Workspace, user: User, id: string): Channel {
  const channel = workspace.channels.find((one) => one.id === id);
  if (!channel || !canSee(channel, user)) throw new Error('That channel is not there any more.');
  return channel;
}

/** A message of a channel that this person can read. */
export function messageOf(workspace: Workspace, user: User, at: { channel: string; ts: string }): Message {
  const message = channelOf(workspace, user, at.channel).messages.findLast(({ ts }) => ts === at.ts);
  if (!message) throw new Error('That message is not there any more.');
  return message;
}

/** A view on this person's screen. */
export function viewOf(workspace: Workspace, user: User, id: string): View {
  const view = [...stackOf(workspace, user.id), workspace.homes.get(user.id)].find((one) => one?.id === id);
  if (!view) throw new Error('That form is closed.');
  return view;
}

/**
 * The element of those ids at that place; it throws when it is gone. An edit gives blocks without an id of their own a new one: a press
 * that crosses it on the way is meant for the button that still stands there.
 */
export function elementAt(
  workspace: Workspace,
  user: User,
  at: { place: Place; blockId: string; actionId: string },
): Found {
  const surface = surfaceAt(workspace, user, at.place);
  const same = elementsOf(blocksOf(surface)).filter(({ element }) => element.action_id === at.actionId);
  const [only, another] = same;
  const hit = same.find(({ block }) => block.block_id === at.blockId) ?? (another === undefined ? only : undefined);
  if (!hit) throw new Error('That has changed meanwhile. Look again.');
  return { surface, ...hit };
}

/** The value as the element has it: only what it offers can be chosen, and no more typed than it takes. */
export function valueFor({ element }: Found, value: JsonObject): JsonObject {
  const typed = textOf(value.value);
  const most = typeof element.max_length === 'number' ? element.max_length : 3000;
  if (typed.length > most) throw new Error(`At most ${most} characters fit here; these are ${typed.length}.`);
  if (element.type === 'button') return {};
  const offered = optionsOf(element);
  // As the app wrote it, whatever else a browser says of it.
  const own = (chosen: JsonObject): JsonObject => {
    const option = offered.find((one) => one.value === chosen.value);
    if (!option) throw new Error('That is none of the options.');
    return option;
  };
  const { type: _type, ...rest } = value;
  if (offered.length === 0) return rest;
  if (isObject(rest.selected_option)) rest.selected_option = own(rest.selected_option);
  if (isList(rest.selected_options)) rest.selected_options = objectsOf(rest.selected_options).map(own);
  return rest;
}

function surfaceAt(workspace: Workspace, user: User, place: Place): Surface {
  if (place.in === 'view') return { kind: 'view', view: viewOf(workspace, user, place.view) };
  const channel = channelOf(workspace, user, place.channel);
  if (place.in === 'message') return { kind: 'message', channel, message: messageOf(workspace, user, place) };
  const message = workspace.ephemerals.findLast(
    (one) => one.user === user.id && one.channel === channel.id && one.ts === place.ts,
  );
  if (!message) throw new Error('That message is not there any more.');
  return { kind: 'ephemeral', channel, message };
}
