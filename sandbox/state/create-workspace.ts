import { EventEmitter } from 'node:events';
import { readManifest } from '../manifest.ts';
import { defaultPeople, userOf, type Person } from './people.ts';
import { tellChange } from './tell-change.ts';
import { nextId, nowSeconds, type Channel, type UserGroup, type Workspace } from './workspace.ts';

/** A channel as a test describes it; members are real names. */
export type ChannelSetup = { name: string; private?: boolean; members?: string[]; withBot?: boolean };

/** What a new workspace is made of; `withoutScopes` are taken out of what the manifest asks for. */
export type WorkspaceOptions = {
  teamId?: string;
  manifest: string;
  people?: Person[];
  channels?: ChannelSetup[];
  userGroups?: { handle: string; members: string[] }[];
  withoutScopes?: string[];
};

const defaultChannels: ChannelSetup[] = [
  { name: 'general', withBot: true },
  { name: 'incidents', withBot: true },
  { name: 'random' },
];
const botUserId = 'U01BOT00001';

/** Makes a workspace with its people, its channels and the app installed as the manifest says. */
export function createWorkspace(options: WorkspaceOptions): Workspace {
  const read = readManifest(options.manifest);
  const manifest = { ...read, scopes: read.scopes.filter((scope) => !options.withoutScopes?.includes(scope)) };
  const users = (options.people ?? defaultPeople).map(userOf);
  const bot = {
    id: botUserId,
    name: manifest.botName,
    realName: manifest.appName,
    email: '',
    tz: 'UTC',
    kind: 'bot' as const,
    grid: false,
    deleted: false,
  };
  const workspace: Workspace = {
    teamId: options.teamId ?? 'T01SANDBOX',
    teamDomain: 'sandbox',
    appId: 'A01SANDBOX',
    botId: 'B01SANDBOX',
    botUserId,
    manifest,
    manifestPath: options.manifest,
    baseUrl: '',
    revoked: false,
    users: [...users, bot],
    userGroups: [],
    channels: [],
    ephemerals: [],
    files: [],
    failures: [],
    modals: new Map(),
    homes: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    lastRead: new Map(),
    unanswered: new Map(),
    bus: new EventEmitter().setMaxListeners(0),
    counter: 0,
  };
  const byName = (name: string): string => {
    const user = users.find((one) => one.realName === name);
    if (!user)
      throw new Error(`Nobody is called "${name}" here; there are ${users.map((one) => one.realName).join(', ')}.`);
    return user.id;
  };
  // Guests and people of other workspaces are only in the channels that name them.
  const everyone = users.filter((user) => user.kind === 'member' && !user.deleted).map((user) => user.id);
  for (const setup of options.channels ?? defaultChannels) {
    const members = setup.members ? setup.members.map(byName) : everyone;
    const channel = newChannel(workspace, {
      name: setup.name,
      kind: setup.private ? 'private' : 'public',
      creator: members[0] ?? botUserId,
    });
    channel.members = setup.withBot ? [...members, botUserId] : [...members];
    channel.general = setup.name === 'general';
  }
  const groups = options.userGroups ?? [
    { handle: 'incident-leads', members: users.slice(0, 2).map((user) => user.realName) },
  ];
  workspace.userGroups = groups.map(
    (group): UserGroup => ({
      id: nextId(workspace, 'S'),
      handle: group.handle,
      name: group.handle,
      users: group.members.map(byName),
    }),
  );
  return workspace;
}

/** Adds an empty channel to the workspace. */
export function newChannel(
  workspace: Workspace,
  input: { name: string; kind: Channel['kind']; creator: string },
): Channel {
  const none = { value: '', creator: '', lastSet: 0 };
  const channel: Channel = {
    id: nextId(workspace, input.kind === 'im' ? 'D' : 'C'),
    name: input.name,
    kind: input.kind,
    creator: input.creator,
    created: nowSeconds(),
    isArchived: false,
    topic: { ...none },
    purpose: { ...none },
    members: [input.creator],
    messages: [],
    pins: [],
    bookmarks: [],
    previousNames: [],
    lastTs: 0,
    general: false,
  };
  workspace.channels.push(channel);
  tellChange(workspace, { what: 'channel', channel: channel.id });
  return channel;
}

/** The direct message between the app and a person, opened when there is none yet. */
export function directMessage(workspace: Workspace, user: string): Channel {
  const open = appMessages(workspace, user);
  if (open) return open;
  const channel = newChannel(workspace, { name: '', kind: 'im', creator: workspace.botUserId });
  channel.members.push(user);
  return channel;
}

/** The direct message between the app and a person, when there is one. People have some among themselves, too. */
export function appMessages({ channels, botUserId }: Workspace, user: string): Channel | undefined {
  return channels.find(({ kind, members }) => kind === 'im' && members.includes(user) && members.includes(botUserId));
}

/** The direct message between two people, or the app and one of them; opened when there is none yet. */
export function personalMessages(workspace: Workspace, one: string, other: string): Channel {
  const known = workspace.users.find((user) => user.id === other);
  if (!known || known.deleted || one === other) throw new Error('Nobody can be written to there.');
  const { channels, botUserId } = workspace;
  if (other === botUserId) return directMessage(workspace, one);
  const open = channels.find(({ kind, members }) => kind === 'im' && members.includes(one) && members.includes(other));
  if (open) return open;
  const channel = newChannel(workspace, { name: '', kind: 'im', creator: one });
  channel.members.push(other);
  return channel;
}
