import { EventEmitter } from 'node:events';
import type { Json, JsonObject } from '../json.ts';
import type { Manifest } from '../manifest.ts';
import { clockNow } from '../clock.ts';

/** A member of the workspace (or a guest, a deactivated one, a person of another workspace, a bot). */
export type User = {
  id: string;
  name: string;
  realName: string;
  email: string;
  tz: string;
  kind: 'member' | 'guest' | 'single-channel guest' | 'stranger' | 'bot';
  /** Their organisation is on Enterprise Grid: the id is a W…, and users.info has enterprise_user. */
  grid: boolean;
  deleted: boolean;
};
/** A group that can be mentioned, such as @incident-leads. */
export type UserGroup = { id: string; handle: string; name: string; users: string[] };
/** An emoji on a message and who put it there. */
export type Reaction = { name: string; users: string[] };
/** A message in a channel's history. */
export type Message = {
  ts: string;
  user: string;
  botId?: string;
  text: string;
  blocks?: Json[];
  threadTs?: string;
  subtype?: string;
  extra: JsonObject;
  metadata?: JsonObject;
  editedTs?: string;
  reactions: Reaction[];
  fileIds: string[];
};
/** A message that only one person sees and that nobody can fetch. */
export type Ephemeral = {
  ts: string;
  channel: string;
  user: string;
  from: string;
  text: string;
  blocks?: Json[];
  threadTs?: string;
};
/** A bookmark in a channel's header. */
export type Bookmark = { id: string; title: string; link: string; emoji: string; type: string; created: number };
/** A topic or purpose. */
export type Notice = { value: string; creator: string; lastSet: number };
/** A channel, private channel or direct message. */
export type Channel = {
  id: string;
  name: string;
  kind: 'public' | 'private' | 'im';
  creator: string;
  created: number;
  isArchived: boolean;
  topic: Notice;
  purpose: Notice;
  members: string[];
  messages: Message[];
  pins: { ts: string; user: string; created: number }[];
  bookmarks: Bookmark[];
  previousNames: string[];
  lastTs: number;
  general: boolean;
};
/** A modal or App Home as one person has it on the screen. */
export type View = {
  id: string;
  hash: string;
  user: string;
  content: JsonObject;
  rootId: string;
  previousId: string | null;
  values: Record<string, Record<string, JsonObject>>;
  errors: Record<string, string>;
  trouble: string | null;
};
/** A file that was announced (pending), uploaded or shared. */
export type SlackFile = {
  id: string;
  name: string;
  title: string;
  size: number;
  content: string | null;
  user: string;
  created: number;
  channels: string[];
  deleted: boolean;
};
/** A person's interaction that the app did not answer as it must. */
export type Failure = { user: string; at: Date; what: string; reason: string };
/** A link by which the app may answer an interaction later. */
export type ResponseUrl = {
  id: string;
  user: string;
  channel: string;
  messageTs: string | null;
  ephemeral: boolean;
  uses: number;
  created: number;
};
/** A permission to open one modal within three seconds. */
export type Trigger = { id: string; user: string; created: number; used: boolean };

/** The whole state of one simulated workspace. */
export type Workspace = {
  teamId: string;
  teamDomain: string;
  appId: string;
  botId: string;
  botUserId: string;
  manifest: Manifest;
  manifestPath: string;
  baseUrl: string;
  revoked: boolean;
  users: User[];
  userGroups: UserGroup[];
  channels: Channel[];
  ephemerals: Ephemeral[];
  files: SlackFile[];
  failures: Failure[];
  modals: Map<string, View[]>;
  homes: Map<string, View>;
  triggers: Map<string, Trigger>;
  responseUrls: Map<string, ResponseUrl>;
  /** What a person has read up to, by `readKey`. */
  lastRead: Map<string, string>;
  /** Presses that the app did not answer, by `readKey` and the message's ts. */
  unanswered: Map<string, string>;
  /** Emits 'event' (an Events API event), 'change' (a Change: what moved) and 'call' (a Call began or ended). */
  bus: EventEmitter;
  counter: number;
};

/** The next id of a kind, such as C00000012. */
export function nextId(workspace: Workspace, prefix: string): string {
  workspace.counter += 1;
  return `${prefix}0SBX${workspace.counter.toString(36).toUpperCase().padStart(6, '0')}`;
}

/** The present second, as Slack writes times. */
export function nowSeconds(): number {
  return Math.floor(clockNow().getTime() / 1000);
}

/** A timestamp for a message, unique in its channel and always growing. */
export function nextTs(channel: Channel): string {
  channel.lastTs = Math.max(clockNow().getTime() * 1000, channel.lastTs + 1);
  return formatTs(channel.lastTs);
}

/** Microseconds as Slack writes them: 1700000000.000100. */
export function formatTs(micros: number): string {
  const seconds = Math.floor(micros / 1_000_000);
  return `${seconds}.${String(micros - seconds * 1_000_000).padStart(6, '0')}`;
}

/** The key of what one person has in one channel. */
export function readKey(user: string, channel: string): string {
  return `${user} ${channel}`;
}
