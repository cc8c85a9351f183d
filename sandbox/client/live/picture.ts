import type { FromSandbox, LiveCall, LiveChannel, LiveMessage, LivePerson } from '../../live/protocol.ts';

/**
 * What is known of a channel's messages: those of its pages so far and of threads that were opened, oldest first. `marks` are the
 * first ts of its pages, oldest first: what the list shows and hides together.
 */
export type Past = { messages: LiveMessage[]; marks: string[]; hasMore: boolean };

type Welcome = Extract<FromSandbox, { type: 'welcome' }>;

/** All that this person sees: what the welcome told, people, groups and channels by id. */
export type Picture = Omit<Welcome, 'type' | 'people' | 'groups' | 'channels'> & {
  connection: 'connecting' | 'open' | 'lost';
  /** Counts the welcomes, so that what belongs to one is asked for anew after the next. */
  welcomes: number;
  people: Record<string, LivePerson>;
  groups: Record<string, string>;
  channels: Record<string, LiveChannel>;
  pasts: Record<string, Past>;
  /** The computer's clock (ms) when `clock` was told. */
  clockTold: number;
};

/** Messages that the list shows and hides together. */
const TOGETHER = 80;
/** Calls that the log keeps; the sandbox itself has all of them. */
const CALLS_KEPT = 500;

/** The picture before anything is known. */
export const nothingYet: Picture = {
  connection: 'connecting',
  welcomes: 0,
  me: '',
  botUserId: '',
  people: {},
  groups: {},
  channels: {},
  pasts: {},
  modals: [],
  home: null,
  commands: [],
  shortcuts: [],
  calls: [],
  clock: { now: new Date(0).toISOString(), nextTimer: null, speed: 1, moving: false },
  clockTold: 0,
  outside: { pages: [], emails: [], statusPage: [], tickets: [] },
  trouble: { slack: 'well', slackUntil: null, pagerDuty: 'well', bot: 'starting' },
  stage: { runbook: '', runbooks: [], demo: { playing: false, caption: null } },
};

/** The picture after one more message of the sandbox; `at` is the computer's clock in ms. */
export function tell(picture: Picture, news: FromSandbox, at: number): Picture {
  switch (news.type) {
    case 'welcome': {
      const { type: _type, people, groups, channels, ...rest } = news;
      return {
        ...picture,
        ...rest,
        connection: 'open',
        welcomes: picture.welcomes + 1,
        people: byId(people),
        groups: Object.fromEntries(groups.map((group) => [group.id, group.handle])),
        channels: byId(channels),
        pasts: {},
        clockTold: at,
      };
    }
    case 'people':
      return { ...picture, people: byId(news.people) };
    case 'channel':
      return { ...picture, channels: { ...picture.channels, [news.channel.id]: news.channel } };
    case 'channel-gone':
      return { ...picture, channels: without(picture.channels, news.channel) };
    case 'message':
      return withPast(picture, news.channel, (past) => hear(past, news.message));
    case 'message-gone':
      return withPast(picture, news.channel, (past) => ({
        ...past,
        messages: past.messages.filter((message) => message.ts !== news.ts),
      }));
    case 'call':
      return { ...picture, calls: putCall(picture.calls, news.call) };
    case 'clock':
      return { ...picture, clock: news.clock, clockTold: at };
    case 'modals':
      return { ...picture, modals: news.modals };
    case 'home':
      return { ...picture, home: news.home };
    case 'outside':
      return { ...picture, outside: news.outside };
    case 'trouble':
      return { ...picture, trouble: news.trouble };
    case 'stage':
      return { ...picture, stage: news.stage };
    case 'answer':
    case 'refused':
      return picture;
  }
}

/** The messages with these put in place, by ts; one that is known already is replaced. */
export function put(messages: LiveMessage[], more: LiveMessage[]): LiveMessage[] {
  const known = new Map(messages.map((message) => [message.ts, message]));
  for (const message of more) known.set(message.ts, message);
  return [...known.values()].sort((one, other) => Number(one.ts) - Number(other.ts));
}

/** Tells whether a message stands in the channel itself, and not only in a thread. */
export function inChannel(message: LiveMessage): boolean {
  return message.threadTs === null || message.threadTs === message.ts || message.subtype === 'thread_broadcast';
}

function withPast(picture: Picture, channel: string, change: (past: Past) => Past): Picture {
  const past = picture.pasts[channel];
  return past ? { ...picture, pasts: { ...picture.pasts, [channel]: change(past) } } : picture;
}

function hear(past: Past, message: LiveMessage): Past {
  const messages = put(past.messages, [message]);
  const last = past.marks.at(-1);
  const since = last === undefined ? messages.length : messages.length - messages.findIndex(({ ts }) => ts >= last);
  const turns = messages.at(-1) === message && (last === undefined || since > TOGETHER);
  return { ...past, messages, marks: turns ? [...past.marks, message.ts] : past.marks };
}

/** A call that ran is told again with its answer. */
function putCall(calls: LiveCall[], call: LiveCall): LiveCall[] {
  const index = calls.findLastIndex(({ id }) => id === call.id);
  return index >= 0 ? calls.with(index, call) : [...calls, call].slice(-CALLS_KEPT);
}

function byId<T extends { id: string }>(list: T[]): Record<string, T> {
  return Object.fromEntries(list.map((one) => [one.id, one]));
}

function without<T>(record: Record<string, T>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}
