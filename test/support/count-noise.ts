import type { ChannelView } from '../../sandbox/drivers/channel-view.ts';
import { textOf } from '../../sandbox/json.ts';
import type { Call } from '../../sandbox/web-api/serve-call.ts';
import type { World } from './assemble-world.ts';

/** What the bot did to people's attention, as it reached them: edits disturb nobody and are only counted. */
export type Noise = {
  /** Messages of the bot in the incident's channel, in order, each with its minute and the people it mentions. */
  channel: { minute: number; said: string; mentions: string[] }[];
  /** Lines that Slack writes there because the bot set the topic or invited somebody. */
  topics: number;
  joins: number;
  /** All mentions in the channel: a person who is named by three messages counts three times. */
  mentions: number;
  /** Calls per person: somebody must answer. Who is only informed has a direct message. */
  pages: Record<string, number>;
  directMessages: Record<string, string[]>;
  announcements: { posted: number; inThread: number; broadcast: string[] };
  edits: number;
  /** Everything above as a table, for the message of an assertion. */
  table: string;
};

/** Counts what the bot sends from now on. The result is read as often as wanted. */
export function countNoise(world: World): (channel: ChannelView) => Noise {
  const from = world.sandbox.calls.length;
  const start = world.clock.now();
  return (channel) => count(world, channel, world.sandbox.calls.slice(from), start);
}

/** Checks a count; what fails shows the whole table. */
export function withTable(noise: Noise, check: (noise: Noise) => void): void {
  try {
    check(noise);
  } catch (error) {
    if (error instanceof Error) error.message += noise.table;
    throw error;
  }
}

function count({ sandbox, announcements }: World, channel: ChannelView, calls: Call[], start: Date): Noise {
  const { workspace } = sandbox;
  const nameOf = (id: string) => workspace.users.find((user) => user.id === id)?.realName ?? id;
  const sent = calls.filter(({ answer }) => answer?.ok === true);
  const posts = sent.filter(({ method }) => method === 'chat.postMessage').map((call) => postOf(call, start));
  const inChannel = posts.filter((post) => post.channel === channel.id);
  const announced = posts.filter((post) => post.channel === announcements().id);
  const pages: Record<string, number> = {};
  const directMessages: Record<string, string[]> = {};
  for (const post of posts) {
    const im = workspace.channels.find((one) => one.id === post.channel && one.kind === 'im');
    const person = im?.members.find((id) => id !== workspace.botUserId);
    if (person === undefined) continue;
    const name = nameOf(person);
    (directMessages[name] ??= []).push(`${post.minute}′ ${post.said}`);
    if (/^(You are needed|You are asked|.* asks you to come)/.test(post.said)) pages[name] = (pages[name] ?? 0) + 1;
  }
  const noise = {
    channel: inChannel.map(({ minute, said, mentions }) => ({ minute, said, mentions: mentions.map(nameOf) })),
    topics: sent.filter(({ method, args }) => method === 'conversations.setTopic' && args.channel === channel.id)
      .length,
    joins: sent
      .filter(({ method, args }) => method === 'conversations.invite' && args.channel === channel.id)
      .reduce((sum, { args }) => sum + textOf(args.users).split(',').length, 0),
    mentions: inChannel.reduce((sum, { mentions }) => sum + mentions.length, 0),
    pages,
    directMessages,
    announcements: {
      posted: announced.filter(({ thread }) => !thread).length,
      inThread: announced.filter(({ thread }) => thread).length,
      broadcast: announced.filter(({ broadcast }) => broadcast).map(({ said }) => said),
    },
    edits: sent.filter(({ method }) => method === 'chat.update').length,
  };
  return { ...noise, table: tableOf(noise) };
}

function postOf({ args, at }: Call, start: Date) {
  const blocks = typeof args.blocks === 'string' ? args.blocks : JSON.stringify(args.blocks ?? '');
  const mentions = [...blocks.matchAll(/<@([UW][A-Z0-9]+)>/g)].map(([, id]) => id ?? '');
  return {
    channel: textOf(args.channel),
    minute: Math.round((at.getTime() - start.getTime()) / 6000) / 10,
    said: textOf(args.text).replaceAll('\n', ' ').slice(0, 110),
    mentions: [...new Set(mentions)],
    thread: args.thread_ts !== undefined,
    broadcast: args.reply_broadcast === true || args.reply_broadcast === 'true',
  };
}

function tableOf(noise: Omit<Noise, 'table'>): string {
  const { channel, topics, joins, mentions, pages, directMessages, announcements, edits } = noise;
  return [
    `\nIn the channel: ${channel.length} messages, ${topics} topics, ${joins} invited; ${mentions} mentions; ${edits} edits anywhere`,
    ...channel.map(
      ({ minute, said, mentions: who }) => `  ${minute}′ ${said}${who.length > 0 ? ` → ${who.join(', ')}` : ''}`,
    ),
    `Announcements: ${announcements.posted} posted, ${announcements.inThread} in the thread, broadcast: ${announcements.broadcast.join(' | ') || 'none'}`,
    `Calls: ${
      Object.entries(pages)
        .map(([who, n]) => `${who} ${n}`)
        .join(', ') || 'none'
    }`,
    ...Object.entries(directMessages).flatMap(([who, said]) => [`To ${who}:`, ...said.map((line) => `  ${line}`)]),
  ].join('\n');
}
