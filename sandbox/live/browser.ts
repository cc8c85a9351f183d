import { canSee } from '../drivers/find-channel.ts';
import type { Change } from '../state/tell-change.ts';
import type { Channel, User, Workspace } from '../state/workspace.ts';
import { channelsOf, liveChannel, livePeople } from './live-channel.ts';
import { liveEphemeral, liveMessage } from './live-message.ts';
import { liveHome, liveModals } from './live-view.ts';
import type { FromSandbox, LiveCall, LiveClock, LiveMessage, LiveOutside, LiveStage, LiveTrouble } from './protocol.ts';

/** One browser, and what it was told already. */
export type Browser = {
  readonly user: User;
  /** Channels that it knows. */
  channels: Set<string>;
  send(message: FromSandbox): void;
  /** Sends it unless the same was said of this part before. */
  show(part: string, message: FromSandbox): void;
  /** Is in another workspace now: as the same person when they are there. */
  meet(workspace: Workspace): void;
};

/** A browser in which somebody acts as that person; as the first of the workspace when there is nobody of that id. */
export function makeBrowser(workspace: Workspace, as: string, write: (text: string) => void): Browser {
  let user = findPlayer(workspace, as);
  const shown = new Map<string, string>();
  const browser: Browser = {
    get user() {
      return user;
    },
    channels: new Set(),
    send: (message) => write(JSON.stringify(message)),
    show: (part, message) => {
      const text = JSON.stringify(message);
      if (shown.get(part) === text) return;
      shown.set(part, text);
      write(text);
    },
    meet: (other) => {
      user = findPlayer(other, user.id);
      shown.clear();
      browser.channels = new Set();
    },
  };
  return browser;
}

/** Tells a browser all that its person sees but for histories. */
export function welcome(
  workspace: Workspace,
  browser: Browser,
  rest: { calls: LiveCall[]; clock: LiveClock; outside: LiveOutside; trouble: LiveTrouble; stage: LiveStage },
): void {
  const { user } = browser;
  const channels = channelsOf(workspace, user);
  browser.channels = new Set(channels.map(({ id }) => id));
  browser.send({
    type: 'welcome',
    me: user.id,
    botUserId: workspace.botUserId,
    people: livePeople(workspace),
    groups: workspace.userGroups.map(({ id, handle }) => ({ id, handle })),
    channels: channels.map((channel) => liveChannel(workspace, channel, user)),
    modals: liveModals(workspace, user.id),
    home: liveHome(workspace, user.id),
    commands: workspace.manifest.commands.map(({ name, usage, description }) => ({
      command: name,
      usage,
      description,
    })),
    shortcuts: workspace.manifest.shortcuts.map(({ name, callbackId, type }) => ({ name, callbackId, kind: type })),
    ...rest,
  });
}

/** Tells a browser those changes that its person can see. */
export function showChanges(workspace: Workspace, browser: Browser, changes: readonly Change[]): void {
  const { user } = browser;
  const touched = changes.flatMap((change) =>
    change.what === 'channel' || change.what === 'message' ? [change.channel] : [],
  );
  // A channel before what is said in it.
  for (const id of new Set(touched)) showChannel(workspace, browser, id);
  for (const change of changes) {
    if (change.what === 'message') showMessage(workspace, browser, change);
    if (change.what === 'ephemeral' && change.user === user.id) showMessage(workspace, browser, change);
    if (change.what === 'views' && change.user === user.id) {
      browser.show('modals', { type: 'modals', modals: liveModals(workspace, user.id) });
      browser.show('home', { type: 'home', home: liveHome(workspace, user.id) });
    }
  }
}

function showChannel(workspace: Workspace, browser: Browser, id: string): void {
  const channel = workspace.channels.find((one) => one.id === id);
  if (channel && canSee(channel, browser.user)) {
    browser.channels.add(id);
    browser.show(id, { type: 'channel', channel: liveChannel(workspace, channel, browser.user) });
  } else if (browser.channels.delete(id)) {
    browser.show(id, { type: 'channel-gone', channel: id });
  }
}

function showMessage(
  workspace: Workspace,
  browser: Browser,
  { what, channel: id, ts }: Extract<Change, { what: 'message' | 'ephemeral' }>,
): void {
  const channel = workspace.channels.find((one) => one.id === id);
  if (!channel || !canSee(channel, browser.user)) return;
  const message =
    what === 'message' ? messageAt(workspace, channel, ts, browser) : ephemeralAt(workspace, channel, ts, browser);
  browser.send(message ? { type: 'message', channel: id, message } : { type: 'message-gone', channel: id, ts });
}

function messageAt(workspace: Workspace, channel: Channel, ts: string, { user }: Browser): LiveMessage | null {
  const message = channel.messages.findLast((one) => one.ts === ts);
  return message ? liveMessage(workspace, channel, message, user.id) : null;
}

function ephemeralAt(workspace: Workspace, channel: Channel, ts: string, { user }: Browser): LiveMessage | null {
  const message = workspace.ephemerals.findLast(
    (one) => one.user === user.id && one.channel === channel.id && one.ts === ts,
  );
  return message ? liveEphemeral(workspace, channel, message) : null;
}

function findPlayer({ users }: Workspace, id: string): User {
  const players = users.filter(({ kind, deleted }) => !deleted && kind !== 'bot' && kind !== 'stranger');
  const player = players.find((user) => user.id === id) ?? players[0];
  if (!player) throw new Error('Nobody in this workspace can be played.');
  return player;
}
