import type { Call } from '../../sandbox/web-api/serve-call.ts';
import type { Channel } from '../../sandbox/state/workspace.ts';
import type { effectTypes } from '../../src/domain/effects.ts';

/** When the process dies. */
export const moments = ['before the call', 'after the call', 'after the record'] as const;
/** One of them. */
export type Moment = (typeof moments)[number];

/** How one type of effect is provoked, and recognised when it happens. */
export type Row = {
  /** What plans the effect: the declaration, or a command on an incident whose opening is done. */
  provokedBy: 'declare' | 'takeCommand' | 'resolve';
  /** The call that does it. `channel` is the incident's, once it exists. */
  isCall: (call: Pick<Call, 'method' | 'args'>, about: { title: string; channel: Channel | undefined }) => boolean;
  /** Its row, as a pattern on `<type> <id> <lane>`. */
  record: string;
};

/** A row for every type of effect; the suite fails where one is missing. */
export const rows: Record<(typeof effectTypes)[number], Row> = {
  openChannel: {
    provokedBy: 'declare',
    isCall: ({ method, args }, { title }) => method === 'conversations.create' && args.name === channelName(title),
    record: 'openChannel %',
  },
  post: {
    provokedBy: 'declare',
    isCall: ({ method, args }, { channel }) => method === 'chat.postMessage' && channel !== undefined && args.channel === channel.id && isSurface(args.metadata, 'headline'),
    record: 'post %:headline %',
  },
  refresh: {
    provokedBy: 'takeCommand',
    isCall: ({ method, args }, { channel }) => method === 'chat.update' && channel !== undefined && args.channel === channel.id,
    record: 'refresh %:headline',
  },
  pin: {
    provokedBy: 'declare',
    isCall: ({ method, args }, { channel }) => method === 'pins.add' && channel !== undefined && args.channel === channel.id,
    record: 'pin %',
  },
  setTopic: {
    provokedBy: 'declare',
    isCall: ({ method, args }, { channel }) => method === 'conversations.setTopic' && channel !== undefined && args.channel === channel.id,
    record: 'setTopic %',
  },
  addBookmark: {
    provokedBy: 'declare',
    isCall: ({ method, args }, { channel }) => method === 'bookmarks.add' && channel !== undefined && args.channel_id === channel.id,
    record: 'addBookmark %',
  },
  invite: {
    provokedBy: 'declare',
    isCall: ({ method, args }, { channel }) => method === 'conversations.invite' && channel !== undefined && args.channel === channel.id,
    record: 'invite %',
  },
  page: {
    provokedBy: 'declare',
    isCall: ({ method, args }, { title }) => method === 'chat.postMessage' && JSON.stringify(args).includes(title) && !isSurface(args.metadata, ':'),
    record: 'page %',
  },
  draftPostMortem: {
    provokedBy: 'resolve',
    isCall: ({ method, args }, { channel }) => method === 'files.completeUploadExternal' && channel !== undefined && args.channel_id === channel.id,
    record: 'draftPostMortem %',
  },
};

/** The name of an incident's channel. */
export function channelName(title: string): string {
  return `inc-${title.toLowerCase().replaceAll(' ', '-')}`;
}

/** Whether a message's mark names one of the messages that an incident has once. */
function isSurface(metadata: unknown, surface: string): boolean {
  const text = typeof metadata === 'string' ? metadata : JSON.stringify(metadata ?? {});
  return surface === ':' ? /:(headline|announcement|receipt)"/.test(text) : text.includes(`:${surface}"`);
}
