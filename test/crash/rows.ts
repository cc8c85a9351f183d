import type { Call } from '../../sandbox/web-api/serve-call.ts';
import type { Channel } from '../../sandbox/state/workspace.ts';
import { effectTypes } from '../../src/domain/effects.ts';
import { ownEffectTypes } from '../../src/domain/own-effects.ts';

/** When the process dies. */
export const moments = ['before the call', 'after the call', 'after the record'] as const;
/** One of them. */
export type Moment = (typeof moments)[number];

/**
 * Which deaths an effect is in: effects that need each other cannot be under way at once, all others die together.
 * `settle`, `resolve`, `makePrivate` and `archive` are those of incidents whose opening is done; the last one is called off.
 * `turn` and `read` are of no incident.
 */
export const deaths = {
  first: ['open', 'resolve', 'makePrivate', 'archive'],
  second: ['headline', 'settle', 'attach'],
  third: ['setUp', 'turn', 'read'],
} as const;
/** What provokes an effect. */
export type Provocation = (typeof deaths)[keyof typeof deaths][number];

/** Every type of effect, those of no incident last. */
export const allTypes = [...effectTypes, ...ownEffectTypes] as const;
/** A type of effect; each needs a row. */
export type EffectType = (typeof allTypes)[number];

/** How one type of effect is provoked, and recognised when it happens. */
export type Row = {
  provokedBy: Provocation;
  /** The call that does it. `channel` is the incident's, once it exists. */
  isCall: (call: Pick<Call, 'method' | 'args'>, about: { title: string; channel: Channel | undefined }) => boolean;
  /** Which effects of that type count; all of them where it is left out. */
  isEffect?: (effect: { id: string; lane: string }) => boolean;
};

/** A row for every type of effect; the suite fails where one is missing. */
export const rows: Record<EffectType, Row> = {
  openChannel: {
    provokedBy: 'open',
    isCall: ({ method, args }, { title }) => method === 'conversations.create' && args.name === channelName(title),
  },
  post: {
    provokedBy: 'headline',
    isCall: ({ method, args }, { channel }) =>
      method === 'chat.postMessage' &&
      channel !== undefined &&
      args.channel === channel.id &&
      isSurface(args.metadata, 'headline'),
    isEffect: ({ id }) => id.endsWith(':headline'),
  },
  refresh: {
    provokedBy: 'resolve',
    isCall: ({ method, args }, { channel }) =>
      method === 'chat.update' && channel !== undefined && args.channel === channel.id,
    isEffect: ({ lane }) => lane.endsWith(':headline'),
  },
  pin: {
    provokedBy: 'setUp',
    isCall: ({ method, args }, { channel }) =>
      method === 'pins.add' && channel !== undefined && args.channel === channel.id,
  },
  setTopic: {
    provokedBy: 'setUp',
    isCall: ({ method, args }, { channel }) =>
      method === 'conversations.setTopic' && channel !== undefined && args.channel === channel.id,
  },
  addBookmark: {
    provokedBy: 'setUp',
    isCall: ({ method, args }, { channel }) =>
      method === 'bookmarks.add' && channel !== undefined && args.channel_id === channel.id,
  },
  invite: {
    provokedBy: 'setUp',
    isCall: ({ method, args }, { channel }) =>
      method === 'conversations.invite' && channel !== undefined && args.channel === channel.id,
  },
  page: {
    provokedBy: 'open',
    isCall: ({ method, args }, { title }) =>
      method === 'chat.postMessage' && JSON.stringify(args).includes(title) && !isSurface(args.metadata, ':'),
  },
  ring: {
    provokedBy: 'open',
    isCall: ({ method, args }, { title }) => method === 'POST /incidents' && JSON.stringify(args).includes(title),
  },
  attach: {
    provokedBy: 'attach',
    isCall: ({ method }) => method === 'GET /incidents/:id',
  },
  settleRing: {
    provokedBy: 'settle',
    isCall: ({ method, args }) => method.startsWith('PUT /incidents') && JSON.stringify(args).includes('resolved'),
  },
  draftPostMortem: {
    provokedBy: 'resolve',
    isCall: ({ method, args }, { channel }) =>
      method === 'files.completeUploadExternal' && channel !== undefined && args.channel_id === channel.id,
  },
  archiveChannel: {
    provokedBy: 'archive',
    isCall: ({ method, args }, { channel }) =>
      method === 'conversations.archive' && channel !== undefined && args.channel === channel.id,
  },
  withdraw: {
    provokedBy: 'makePrivate',
    isCall: ({ method, args }, { channel }) =>
      method === 'chat.delete' && channel !== undefined && args.channel === channel.id,
    isEffect: ({ id }) => id.endsWith(':withdraw.messages'),
  },
  refreshHomes: {
    provokedBy: 'makePrivate',
    isCall: ({ method }) => method === 'views.publish',
  },
  tell: {
    provokedBy: 'turn',
    isCall: ({ method, args }) => method === 'chat.postMessage' && JSON.stringify(args).includes('On-call handover'),
    isEffect: ({ id }) => id.startsWith('duty:'),
  },
  retell: {
    provokedBy: 'read',
    isCall: ({ method, args }) => method === 'chat.update' && JSON.stringify(args).includes('The runbook of'),
  },
};

/** What is left in the channel that an incident had before it was made private. */
export function isLeftBehind(message: { subtype?: string | undefined; metadata?: unknown }): boolean {
  return message.subtype !== undefined || isSurface(message.metadata, 'farewell');
}

/** The name of an incident's channel. */
export function channelName(title: string): string {
  return `inc-${title.toLowerCase().replaceAll(' ', '-')}`;
}

/** Whether a message's mark names one of the messages that an incident has once. */
function isSurface(metadata: unknown, surface: string): boolean {
  const text = typeof metadata === 'string' ? metadata : JSON.stringify(metadata ?? {});
  return surface === ':' ? /:(headline|announcement|receipt)"/.test(text) : text.includes(`:${surface}"`);
}
