import { z } from 'zod';

// Every time is of the moved clock, in ISO 8601; every user, channel and file is its id.
const time = z.string();
const id = z.string();
const json = z.record(z.string(), z.unknown());

/** What the caller was told: a good answer, a refusal, or nothing (the connection broke, or it died before). */
const told = z.enum(['ok', 'error', 'nothing']);

const slackCall = z.object({
  at: time,
  /** The process that made it, where the harness can tell. */
  from: z.string().nullable().default(null),
  method: z.string(),
  args: json,
  /** The fault that it met. */
  fault: z.string().nullable(),
  /** It took effect in the workspace, whatever the caller was told. */
  applied: z.boolean(),
  told,
  error: z.string().nullable(),
  /** Seconds that a 429 asked for. */
  retryAfter: z.number().nullable(),
  /** What it made or touched. */
  channel: id.nullable(),
  ts: z.string().nullable(),
  files: z.array(id),
  /** Members of that channel when it was carried out; null where there is no channel. */
  members: z.array(id).nullable(),
});

const pagerCall = z.object({
  at: time,
  from: z.string().nullable().default(null),
  /** Such as `POST /incidents`. */
  route: z.string(),
  path: z.string(),
  body: json,
  fault: z.string().nullable(),
  applied: z.boolean(),
  told,
  status: z.number().nullable(),
  retryAfter: z.number().nullable(),
  /** The incident of PagerDuty that it made or touched. */
  incident: id.nullable(),
});

const act = z.object({
  at: time,
  by: id,
  kind: z.enum(['command', 'press', 'submit', 'message', 'reaction', 'pager']),
  /** The command as typed, the label of the button, the title of the form. */
  what: z.string(),
  channel: id.nullable(),
  /** `INC-42`, where the one who acts knows which. */
  incident: z.string().nullable(),
  /** The bot acknowledged it within its time. */
  acknowledged: z.boolean(),
  /** What the person was shown because of it (an answer for their eyes only), else null. */
  answered: z.string().nullable(),
  /** Words that are in nothing else of the round: what was typed with it, to be found again. */
  mark: z.string().nullable(),
});

const message = z.object({
  ts: z.string(),
  at: time,
  user: id,
  /** As its readers read it: blocks first, files named. */
  text: z.string(),
  /** The line that a notification shows. */
  preview: z.string(),
  threadTs: z.string().nullable(),
  /** A reply that is shown in the channel as well. */
  broadcast: z.boolean(),
  edited: z.boolean(),
  subtype: z.string().nullable(),
  files: z.array(id),
  /** Slack's message metadata, which the app's calls carry. */
  metadata: json.nullable(),
});

const channel = z.object({
  id,
  name: z.string(),
  previousNames: z.array(z.string()),
  kind: z.enum(['public', 'private', 'im']),
  archived: z.boolean(),
  topic: z.string(),
  purpose: z.string(),
  /** At the end. */
  members: z.array(id),
  /** Who was a member from when to when; `until` is null for who still is. */
  membership: z.array(z.object({ user: id, from: time, until: time.nullable() })),
  messages: z.array(message),
  pins: z.array(z.string()),
  bookmarks: z.array(z.object({ title: z.string(), link: z.string() })),
});

const file = z.object({
  id,
  name: z.string(),
  title: z.string(),
  content: z.string(),
  /** Empty when it was uploaded and never shared. */
  channels: z.array(id),
  deleted: z.boolean(),
  at: time,
});

/** Something that one person had on the screen and nobody else could see. */
const shown = z.object({
  at: time,
  user: id,
  where: z.enum(['home', 'modal', 'ephemeral']),
  text: z.string(),
});

const page = z.object({
  id,
  key: z.string(),
  title: z.string(),
  details: z.string().nullable(),
  status: z.enum(['triggered', 'acknowledged', 'resolved']),
  at: time,
  /** Who changed it last, a user or a service, and when. */
  changedBy: id,
  changedAt: time,
  service: id,
  assignees: z.array(id),
  notes: z.array(z.string()),
});

/** All that one round of chaos recorded: the outside world, what was done to it, and the exports. */
export const recordSchema = z.object({
  format: z.literal(1),
  seed: z.string(),
  round: z.number(),
  /** Folder of the runbook that the bot went by. */
  runbook: z.string(),
  /** Whether the bot had a pager. */
  paging: z.boolean(),
  /** The announcements channel. */
  announce: id.nullable(),
  bot: id,
  started: time,
  ended: time,
  people: z.array(z.object({ id, name: z.string(), pager: id.nullable() })),
  slack: z.array(slackCall),
  pager: z.array(pagerCall),
  acts: z.array(act),
  channels: z.array(channel),
  files: z.array(file),
  shown: z.array(shown),
  pages: z.array(page),
  rang: z.array(z.object({ user: id, incident: id, at: time })),
  processes: z.array(z.object({ name: z.string(), at: time, what: z.enum(['up', 'killed', 'stopped']) })),
  faults: z.array(z.object({ kind: z.string(), what: z.string(), from: time, until: time.nullable() })),
  /** Every move of the clock. */
  moves: z.array(z.object({ from: time, to: time })),
  /** Whenever no process was up, or none could reach the database. */
  downtimes: z.array(z.object({ from: time, until: time })),
  /**
   * Whenever what was due could not be done in time: a process was dead with jobs in its hands, Slack or PagerDuty was in trouble,
   * the clock jumped. Outside of these the bot has to be on time.
   */
  disturbed: z.array(z.object({ from: time, until: time, why: z.string() })),
  /** What each process wrote to its log. */
  logs: z.array(z.object({ process: z.string(), text: z.string() })),
  /** `muster export` of every incident, after the last thing was done. */
  exports: z.array(z.unknown()),
  /** What `muster verify` and the harness itself found wrong: a process that ended by itself, a bot that never came to rest. */
  troubles: z.array(z.string()),
});

/** One round, whole. */
export type ChaosRecord = z.infer<typeof recordSchema>;
/** A call that reached Slack. */
export type SlackCall = z.infer<typeof slackCall>;
/** A request that reached PagerDuty. */
export type PagerRequest = z.infer<typeof pagerCall>;
/** What a person did. */
export type Act = z.infer<typeof act>;
/** A channel or direct message, as it was at the end. */
export type RecordedChannel = z.infer<typeof channel>;
/** A message as it was at the end. */
export type RecordedMessage = z.infer<typeof message>;
