import type { Json, JsonObject } from '../json.ts';

// What a browser and the sandbox say to each other over one WebSocket: /live?as=<user id>. Without `as`, or with one whom
// nobody may play, it is the first playable person (the start page asks so). The page stands at / for every query, with
// /client.js and /client.css beside it (sandbox/client/build.ts makes the three). Names typed after @ and # are sent as
// typed; the sandbox makes mentions of them, as Slack does.
// The browser keeps a picture of what this person sees. `welcome` is the whole of it but for histories; every later
// message replaces one part, so that a browser that missed some only needs to connect again.

/** Somebody of the workspace, the app included. */
export type LivePerson = {
  id: string;
  /** Handle without @. */
  name: string;
  realName: string;
  /** IANA zone, in which this person reads times. */
  tz: string;
  kind: 'member' | 'guest' | 'single-channel guest' | 'stranger' | 'bot';
  deleted: boolean;
  /** One may act as them (members and guests who are not deleted). */
  playable: boolean;
};

/** A channel in the sidebar, as one person has it. */
export type LiveChannel = {
  id: string;
  /** Without #; of a direct message the id of the other person. */
  name: string;
  kind: 'public' | 'private' | 'im';
  topic: string;
  isArchived: boolean;
  isMember: boolean;
  members: string[];
  pins: { ts: string; by: string }[];
  bookmarks: { id: string; title: string; link: string; emoji: string }[];
  /** Messages of others after what this person read last, and how many of them mention this person. */
  unread: number;
  mentions: number;
  /** ts of the newest message, null in an empty channel: the sidebar's order. */
  newest: string | null;
};

/** A file as a message shows it; `content` of text files only, up to 1 MB. */
export type LiveFile = { id: string; name: string; title: string; size: number; content: string | null; url: string };

/** A message of a channel's history, or one that only this person sees. */
export type LiveMessage = {
  ts: string;
  user: string;
  text: string;
  blocks: Json[];
  /** Set on the messages of a thread; on a thread's first message it is its own ts. */
  threadTs: string | null;
  replies: { count: number; users: string[]; newest: string } | null;
  /** channel_join, channel_topic, … ; null for what somebody wrote. */
  subtype: string | null;
  edited: boolean;
  /** Only this person sees it. */
  ephemeral: boolean;
  reactions: { name: string; users: string[] }[];
  files: LiveFile[];
  /** Slack's warning triangle: the app did not answer the last press on it. */
  trouble: string | null;
};

/** A modal or the app's Home on this person's screen. */
export type LiveView = {
  id: string;
  type: 'modal' | 'home';
  title: Json;
  submit: Json;
  close: Json;
  blocks: Json[];
  /** What is filled in, by block_id and action_id, in the form of Slack's view.state.values. */
  values: Record<string, Record<string, JsonObject>>;
  /** The app's word to a field, by block_id. */
  errors: Record<string, string>;
  /** The app did not answer. */
  trouble: string | null;
};

/** A slash command or shortcut that the manifest declares. */
export type LiveCommand = { command: string; usage: string; description: string };
export type LiveShortcut = { name: string; callbackId: string; kind: 'message' | 'global' };

/** A call of the Web API (newest last); told once when it begins and once when it ends, with the same `id`. `violation` is a Block Kit or argument fault in words. */
export type LiveCall = {
  id: number;
  at: string;
  method: string;
  /** null while it runs; the error that Slack answered, 'ok', or what the fault did. */
  answer: string | null;
  ms: number;
  violation: string | null;
  /** The request's arguments, for looking closer. */
  args: JsonObject;
};

/** The incident time: ISO. `nextTimer` is when the app has something to do next, null for nothing or not known. */
export type LiveClock = { now: string; nextTimer: string | null; speed: 1 | 60; moving: boolean };

/** A page at PagerDuty. */
export type LivePage = {
  id: string;
  number: number;
  title: string;
  status: 'triggered' | 'acknowledged' | 'resolved';
  urgency: 'high' | 'low';
  /** Names, as `people` have them. */
  assignees: string[];
  at: string;
  notes: { by: string; content: string }[];
};

/** What left the workspace. E-mails, status page and tickets have their place; nothing fills them yet. */
export type LiveOutside = { pages: LivePage[]; emails: string[]; statusPage: string[]; tickets: string[] };

/** The switches for trouble; the bot's own state is told with them. */
export type LiveTrouble = {
  slack: 'well' | 'slow' | 'rate limited' | 'down';
  /** ISO; when Slack is well again by itself, null when nothing ends by itself. */
  slackUntil: string | null;
  pagerDuty: 'well' | 'down';
  bot: 'starting' | 'up' | 'down';
};

/** Which runbook the bot runs, and whether the scripted incident plays. */
export type LiveStage = {
  runbook: string;
  runbooks: { name: string; title: string; about: string }[];
  demo: { playing: boolean; caption: string | null };
};

/** What the sandbox tells a browser. */
export type FromSandbox =
  | {
      type: 'welcome';
      me: string;
      botUserId: string;
      people: LivePerson[];
      /** Groups that can be mentioned; `handle` without @. */
      groups: { id: string; handle: string }[];
      channels: LiveChannel[];
      modals: LiveView[];
      home: LiveView | null;
      commands: LiveCommand[];
      shortcuts: LiveShortcut[];
      calls: LiveCall[];
      clock: LiveClock;
      outside: LiveOutside;
      trouble: LiveTrouble;
      stage: LiveStage;
    }
  | { type: 'people'; people: LivePerson[] }
  /** New or changed. */
  | { type: 'channel'; channel: LiveChannel }
  | { type: 'channel-gone'; channel: string }
  /** New or changed. */
  | { type: 'message'; channel: string; message: LiveMessage }
  | { type: 'message-gone'; channel: string; ts: string }
  /** The whole stack, lowest first; empty when the last was closed. */
  | { type: 'modals'; modals: LiveView[] }
  | { type: 'home'; home: LiveView | null }
  | { type: 'call'; call: LiveCall }
  | { type: 'clock'; clock: LiveClock }
  | { type: 'outside'; outside: LiveOutside }
  | { type: 'trouble'; trouble: LiveTrouble }
  | { type: 'stage'; stage: LiveStage }
  /** The answer to a request: what it asked for (`Answers`), or why it was refused, for a person to read. */
  | { type: 'answer'; id: number; answer: Json }
  | { type: 'refused'; id: number; reason: string };

/** Where an element stands that somebody uses. */
export type Place =
  | { in: 'message'; channel: string; ts: string }
  | { in: 'ephemeral'; channel: string; ts: string }
  | { in: 'view'; view: string };

/** What a browser asks for; each is answered once by `answer` or `refused` with its `id`. */
export type Request =
  /** Answer: `History`. `before` is the ts that the page ends ahead of; null for the newest page. */
  | { type: 'history'; channel: string; before: string | null; limit: number }
  /** Answer: `History` of a thread, its first message included. */
  | { type: 'thread'; channel: string; threadTs: string }
  /** Read up to the newest message. */
  | { type: 'read'; channel: string }
  /** What was typed into the composer: a message, or a slash command when it begins with one of `commands`. */
  | { type: 'say'; channel: string; text: string; threadTs: string | null }
  | { type: 'edit'; channel: string; ts: string; text: string }
  | { type: 'delete'; channel: string; ts: string }
  | { type: 'react'; channel: string; ts: string; name: string; on: boolean }
  | { type: 'pin'; channel: string; ts: string; on: boolean }
  | { type: 'join'; channel: string }
  | { type: 'leave'; channel: string }
  | { type: 'shortcut'; callbackId: string; on: { channel: string; ts: string } | null }
  /** A button, select, tick box, date …: `value` as Slack's action says it ({} for a button, { selected_option } …). */
  | { type: 'press'; place: Place; blockId: string; actionId: string; value: JsonObject }
  /** What was typed or chosen in an input block; it waits for `submit` unless the block dispatches its action. */
  | { type: 'fill'; view: string; blockId: string; actionId: string; value: JsonObject }
  | { type: 'submit'; view: string }
  | { type: 'close'; view: string; all: boolean }
  /** Options of an external select. Answer: options and option_groups as the app gave them. */
  | { type: 'suggest'; place: Place; blockId: string; actionId: string; typed: string }
  | { type: 'open-home' }
  /** Opens (or makes) the direct message with somebody. Answer: the channel's id. */
  | { type: 'open-dm'; user: string }
  /** Answered once what became due has run. 'next' is the next timer. */
  | { type: 'forward'; by: { minutes: number } | 'next' }
  | { type: 'speed'; speed: 1 | 60 }
  | { type: 'trouble'; slack?: LiveTrouble['slack']; pagerDuty?: LiveTrouble['pagerDuty']; bot?: 'kill' | 'restart' }
  /** `as`: the name of who does it at PagerDuty, or their id in the workspace. */
  | { type: 'page'; page: string; act: 'acknowledge' | 'resolve'; as: string }
  /** Starts over with that runbook; everything is gone. */
  | { type: 'reset'; runbook: string }
  | { type: 'demo'; on: boolean };

/** A page of history, oldest first; what only this person sees stands among it. */
export type History = { messages: LiveMessage[]; hasMore: boolean };

/** What goes over the wire from a browser. */
export type FromBrowser = { id: number; request: Request };
