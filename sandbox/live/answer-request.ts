import type { Stage } from '../delivery/interact.ts';
import { seenMessage, type SeenMessage } from '../drivers/channel-view.ts';
import { chatActs } from '../drivers/chat-acts.ts';
import { keepValue, press } from '../drivers/press.ts';
import { runCommand } from '../drivers/run-command.ts';
import { closeView, submitView } from '../drivers/submit-view.ts';
import { useShortcut } from '../drivers/use-shortcut.ts';
import { appMessages, personalMessages } from '../state/create-workspace.ts';
import { tellChange } from '../state/tell-change.ts';
import { nowSeconds, readKey, type User } from '../state/workspace.ts';
import { channelOf, elementAt, messageOf, valueFor, viewOf } from './find-place.ts';
import { historyOf, threadOf } from './live-message.ts';
import type { History, Request } from './protocol.ts';

/** What a browser asks of the workspace itself. */
export type SlackRequest = Exclude<Request, AroundRequest>;
/** What it asks of what is around the workspace: the clock, the trouble, the app's process. */
export type AroundRequest = Extract<Request, { type: 'forward' | 'speed' | 'trouble' | 'page' | 'reset' | 'demo' }>;

/** Does what a person asks of the workspace and answers it; it throws, in words for that person, when it cannot be done. */
export async function answerRequest(stage: Stage, user: User, request: SlackRequest): Promise<History | string | null> {
  const { workspace } = stage;
  const acts = chatActs(stage, user);
  const seen = (at: { channel: string; ts: string }): SeenMessage =>
    seenMessage(workspace, channelOf(workspace, user, at.channel), messageOf(workspace, user, at), user.tz);
  switch (request.type) {
    case 'history':
      return historyOf(workspace, channelOf(workspace, user, request.channel), user.id, request);
    case 'thread':
      return threadOf(workspace, channelOf(workspace, user, request.channel), user.id, request.threadTs);
    case 'read':
      return read(stage, user, request.channel);
    case 'say':
      return say(stage, user, request);
    case 'edit':
      return done(acts.edits(seen(request), request.text));
    case 'delete':
      return done(acts.deletes(seen(request)));
    case 'react':
      return done(request.on ? acts.reacts(seen(request), request.name) : acts.unreacts(seen(request), request.name));
    case 'pin':
      return pin(stage, user, request);
    case 'join':
      return done(acts.joins(request.channel));
    case 'leave':
      return done(acts.leaves(request.channel));
    case 'shortcut':
      return done(useShortcut(stage, user, request.callbackId, request.on ? seen(request.on) : undefined));
    case 'press': {
      const found = elementAt(workspace, user, request);
      const value = valueFor(found, request.value);
      if (found.surface.kind === 'view' && found.element.type !== 'button') keepValue(found.surface.view, found, value);
      return done(press(stage, user, found, value));
    }
    case 'fill': {
      const place = { in: 'view', view: request.view } as const;
      const found = elementAt(workspace, user, { ...request, place });
      const value = valueFor(found, request.value);
      const view = viewOf(workspace, user, request.view);
      return keepValue(view, found, value) ? done(press(stage, user, found, value)) : null;
    }
    case 'submit':
      return done(submitView(stage, user, viewOf(workspace, user, request.view)));
    case 'close':
      return done(closeView(stage, user, viewOf(workspace, user, request.view), request.all));
    case 'suggest':
      throw new Error('The app offers nothing to look up here.');
    case 'open-home':
      return done(acts.opensHome());
    case 'open-dm':
      return personalMessages(workspace, user.id, request.user).id;
  }
}

async function done(act: Promise<unknown>): Promise<null> {
  await act;
  return null;
}

async function say(
  stage: Stage,
  user: User,
  { channel: id, text, threadTs }: Extract<Request, { type: 'say' }>,
): Promise<null> {
  const { workspace } = stage;
  const channel = channelOf(workspace, user, id);
  const said = text.trim();
  if (said === '') return null;
  if (workspace.manifest.isMute && appMessages(workspace, user.id) === channel)
    throw new Error('Sending messages to this app has been turned off.');
  const command = /^\/\S+/.exec(said)?.[0];
  if (command !== undefined) {
    if (threadTs !== null) throw new Error(`${command} does not work in threads. Write it in the channel.`);
    return done(runCommand(stage, user, channel, said));
  }
  const inThreadOf =
    threadTs === null
      ? undefined
      : seenMessage(workspace, channel, messageOf(workspace, user, { channel: id, ts: threadTs }), user.tz);
  return done(chatActs(stage, user).says(id, text, { inThreadOf }));
}

function read({ workspace }: Stage, user: User, id: string): null {
  const channel = channelOf(workspace, user, id);
  const newest = channel.messages.at(-1)?.ts;
  if (newest === undefined) return null;
  workspace.lastRead.set(readKey(user.id, channel.id), newest);
  tellChange(workspace, { what: 'channel', channel: channel.id });
  return null;
}

function pin({ workspace }: Stage, user: User, { on, ...at }: Extract<Request, { type: 'pin' }>): null {
  const channel = channelOf(workspace, user, at.channel);
  const { ts } = messageOf(workspace, user, at);
  channel.pins = channel.pins.filter((one) => one.ts !== ts);
  if (on) channel.pins.unshift({ ts, user: user.id, created: nowSeconds() });
  tellChange(workspace, { what: 'channel', channel: channel.id });
  return null;
}
