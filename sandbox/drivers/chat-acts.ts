import type { Stage } from '../delivery/interact.ts';
import {
  addMember,
  archiveChannel,
  deleteChannel,
  removeMember,
  renameChannel,
  unarchiveChannel,
} from '../state/change-members.ts';
import { directMessage } from '../state/create-workspace.ts';
import { describeView } from '../state/describe.ts';
import { emitEvent } from '../state/emit-event.ts';
import { nextId, nextTs, nowSeconds, type Channel, type User, type Workspace } from '../state/workspace.ts';
import { addMessage, changeMessage, removeMessage } from '../state/write-message.ts';
import { checkChannelName } from '../web-api/check-channel-name.ts';
import { addReaction, removeReaction } from '../web-api/pins.ts';
import { seenMessage, type SeenMessage } from './channel-view.ts';
import { canSee, findChannel, findUser, type ChannelName } from './find-channel.ts';
import { typeText } from './type-text.ts';

function addFile(workspace: Workspace, user: string, channel: string, name: string): string {
  const id = nextId(workspace, 'F');
  const file = {
    name,
    title: name,
    size: 1,
    content: '.',
    user,
    created: nowSeconds(),
    channels: [channel],
    deleted: false,
  };
  workspace.files.push({ id, ...file });
  return id;
}

/** What a person does with plain Slack, without the app. */
export type ChatActs = {
  says(
    channel: ChannelName,
    text: string,
    options?: { inThreadOf?: SeenMessage; files?: string[] },
  ): Promise<SeenMessage>;
  edits(message: SeenMessage, text: string): Promise<void>;
  deletes(message: SeenMessage): Promise<void>;
  reacts(message: SeenMessage, emoji: string): Promise<void>;
  unreacts(message: SeenMessage, emoji: string): Promise<void>;
  joins(channel: ChannelName): Promise<void>;
  leaves(channel: ChannelName): Promise<void>;
  invites(person: string, channel: ChannelName): Promise<void>;
  removes(person: string, channel: ChannelName): Promise<void>;
  archives(channel: ChannelName): Promise<void>;
  unarchives(channel: ChannelName): Promise<void>;
  deletesChannel(channel: ChannelName): Promise<void>;
  renames(channel: ChannelName, name: string): Promise<void>;
  opensHome(): Promise<void>;
};

/** The acts of one person; each is done at once and told to the app as an event. The app itself is invited and removed as '@bot'. */
export function chatActs({ workspace }: Stage, user: User): ChatActs {
  const place = (name: ChannelName): Channel => findChannel(workspace, name, user);
  const inside = (name: ChannelName): Channel => {
    const channel = place(name);
    if (channel.isArchived) throw new Error(`#${channel.name} is archived.`);
    if (!channel.members.includes(user.id)) throw new Error(`${user.realName} is not in #${channel.name}.`);
    return channel;
  };
  const own = (message: SeenMessage): void => {
    if (message.raw.user !== user.id) throw new Error(`That message is not ${user.realName}'s own.`);
  };
  const idOf = (person: string): string => (person === '@bot' ? workspace.botUserId : findUser(workspace, person).id);
  return {
    says: async (name, text, options = {}) => {
      const channel = inside(name);
      const thread = options.inThreadOf;
      const message = addMessage(workspace, channel, {
        user: user.id,
        text: typeText(workspace, text),
        threadTs: thread?.threadTs ?? thread?.ts,
        ...(options.files ? { subtype: 'file_share', extra: { upload: true } } : {}),
        fileIds: options.files?.map((file) => addFile(workspace, user.id, channel.id, file)),
      });
      return seenMessage(workspace, channel, message, user.tz);
    },
    edits: async (message, text) => {
      own(message);
      changeMessage(workspace, message.channel, message.raw, {
        text: typeText(workspace, text),
        blocks: message.raw.blocks,
      });
    },
    deletes: async (message) => {
      own(message);
      removeMessage(workspace, message.channel, message.raw);
    },
    reacts: async (message, emoji) => addReaction(workspace, message.channel, message.raw, user.id, emoji),
    unreacts: async (message, emoji) => removeReaction(workspace, message.channel, message.raw, user.id, emoji),
    joins: async (name) => {
      const channel = place(name);
      if (channel.kind !== 'public' || channel.isArchived || !canSee(channel, user))
        throw new Error(`${user.realName} cannot join #${channel.name}.`);
      if (!channel.members.includes(user.id)) addMember(workspace, channel, user.id);
    },
    leaves: async (name) => removeMember(workspace, inside(name), user.id),
    invites: async (person, name) => addMember(workspace, inside(name), idOf(person), user.id),
    removes: async (person, name) => removeMember(workspace, inside(name), idOf(person)),
    archives: async (name) => archiveChannel(workspace, inside(name), user.id),
    unarchives: async (name) => unarchiveChannel(workspace, place(name), user.id),
    deletesChannel: async (name) => deleteChannel(workspace, place(name)),
    renames: async (name, to) => {
      checkChannelName(workspace, to);
      renameChannel(workspace, inside(name), to, user.id);
    },
    opensHome: async () => {
      const channel = directMessage(workspace, user.id);
      const home = workspace.homes.get(user.id);
      const view = home ? { view: describeView(workspace, home) } : {};
      emitEvent(workspace, 'app_home_opened', {
        type: 'app_home_opened',
        user: user.id,
        channel: channel.id,
        tab: 'home',
        event_ts: nextTs(channel),
        ...view,
      });
    },
  };
}
