import { z } from 'zod';
import type { ChaosRecord, RecordedChannel, SlackCall } from '../record.ts';
import type { Demands } from './demands.ts';

const entry = z.object({
  seq: z.number(),
  at: z.string(),
  recordedAt: z.string(),
  kind: z.string(),
  actor: z.string().nullable(),
  body: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])).nullable(),
  salt: z.string().nullable(),
  source: z.string().nullable(),
  digest: z.string(),
  previousHash: z.string(),
  hash: z.string(),
});
const place = z.object({ id: z.string(), name: z.string() });

/** What `muster export` writes: its published format, as far as the checker reads it. */
export const exportSchema = z.object({
  format: z.literal(1),
  name: z.string(),
  head: z.object({ seq: z.number(), hash: z.string() }),
  incident: z.looseObject({
    number: z.number(),
    kind: z.string(),
    private: z.boolean(),
    title: z.string(),
    severity: z.string(),
    status: z.string(),
    declaredBy: z.string(),
    channel: place.nullable(),
    madePrivate: z.looseObject({ at: z.string(), channel: place.nullable() }).nullable(),
    invited: z.array(z.string()),
    roles: z.record(z.string(), z.object({ user: z.string() })),
    channelTrouble: z.string().nullable().optional(),
    parked: z.object({}).loose().nullable().optional(),
  }),
  entries: z.array(entry),
  absorbed: z.array(z.object({ name: z.string(), entries: z.array(entry) })),
  postMortems: z.array(z.object({ version: z.number(), file: z.string(), createdAt: z.string() })),
});

/** One entry of a timeline. */
export type Entry = z.infer<typeof entry>;
/** One exported incident. */
export type Exported = z.infer<typeof exportSchema>;

/** A message that the bot posted; `said` is everything that can be read of it, as it was posted. */
export type Post = {
  at: number;
  channel: string;
  ts: string;
  thread: string | null;
  broadcast: boolean;
  text: string;
  /** What it begins with: its text, or where that says no more than that there is something private, its first words. */
  head: string;
  said: string;
  mark: string | null;
  call: SlackCall;
};

/** One incident with its channels. */
export type Case = Exported & { channels: string[] };

/** Something that the policy or the record demands, which a rule looked at: how it ended is counted for the report. */
export type Checked = 'reminders' | 'steps' | 'pages' | 'updates' | 'files';

/** What was demanded so near to the end of a record that it may come behind it. */
export const notDue = 'not due before the end of its round';

/** What a complaint is about. */
export const amiss = 'missing or doubled: see the complaints';

/** What the rules look at; `count` takes how something ended that they looked at. */
export type View = {
  record: ChaosRecord;
  demands: Demands;
  cases: Case[];
  posts: Post[];
  edits: Post[];
  count(what: Checked, end: string): void;
};

/** Reads a record for the rules. */
export function viewOf(record: ChaosRecord, demands: Demands, count: View['count'] = () => {}): View {
  const cases = record.exports.map((one) => {
    const parsed = exportSchema.parse(one);
    const { channel, madePrivate } = parsed.incident;
    const channels = [channel?.id, madePrivate?.channel?.id].filter((id) => id !== undefined);
    return { ...parsed, channels };
  });
  const sent = (method: string) =>
    record.slack.filter((call) => call.method === method && call.applied && call.channel !== null).map(postOf);
  return { record, demands, cases, posts: sent('chat.postMessage'), edits: sent('chat.update'), count };
}

function postOf(call: SlackCall): Post {
  const { args } = call;
  const text = textIn(args.text) ?? '';
  const words = wordsOf(args.blocks);
  return {
    at: Date.parse(call.at),
    channel: call.channel ?? '',
    ts: call.ts ?? '',
    thread: textIn(args.thread_ts),
    broadcast: args.reply_broadcast === true || args.reply_broadcast === 'true',
    text,
    head: /^Private incident INC-\d+$/.test(text) ? (words[0] ?? text) : text,
    said: [text, ...words].join('\n'),
    mark: args.metadata === undefined ? null : JSON.stringify(args.metadata),
    call,
  };
}

/** The value where it is text. */
export function textIn(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** Every text inside of blocks, in order: a rendering for searching. */
export function wordsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(wordsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'string' ? (key === 'text' || key === 'url' ? [inner] : []) : wordsOf(inner),
  );
}

/** The value of a body as text; empty where there is none. */
export function said(entry: Entry, key: string): string {
  const value = entry.body?.[key];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** When an entry was recorded: when it was decided. */
export function decidedAt(entry: Entry): number {
  return Date.parse(entry.recordedAt);
}

/** The time in ISO. */
export function iso(at: number): string {
  return new Date(at).toISOString();
}

/** The channel of an id. */
export function channelOf({ record }: View, id: string): RecordedChannel | undefined {
  return record.channels.find((one) => one.id === id);
}

/** Posts of the bot into an incident's channels, not in threads. */
export function postsIn({ posts }: View, { channels }: Case): Post[] {
  return posts.filter(({ channel, thread }) => channels.includes(channel) && thread === null);
}

/** Whether a message stands for several that came late together. */
export function isDigest(words: string): boolean {
  return words.includes('I could not post here from');
}

/** Whether a digest says of itself that it stands for the time around a moment: “I could not post here from … to …”. */
export function inDigest(posts: readonly Post[], at: number): boolean {
  return posts.some(({ said: words, at: posted }) => {
    const found = /I could not post here from <!date\^(\d+)[^>]*> to <!date\^(\d+)/.exec(words);
    // Slack shows whole seconds.
    return (
      found !== null && posted >= at && at >= Number(found[1]) * 1000 - 1000 && at <= Number(found[2]) * 1000 + 1000
    );
  });
}

const answers = ['acknowledged', 'roleTaken', 'statusChanged', 'resolved', 'closed', 'cancelled', 'merged'];

/** A message that came when what it was about had been answered, and so tells the answer: “✓ Ana Ruiz answered 03:04”. */
export function overtaken({ entries }: Case, posts: readonly Post[], at: number, limit: number): Post | undefined {
  const answered = entries.filter(({ kind }) => answers.includes(kind)).map(decidedAt);
  return posts.find(
    (post) =>
      post.at >= at &&
      post.at <= limit &&
      post.head.includes('✓') &&
      answered.some((one) => one >= at && one <= post.at),
  );
}

/** What told of an incident to people: its channels, and messages elsewhere that name it. */
export function postsAbout(view: View, one: Case): Post[] {
  return view.posts.filter(
    ({ channel, said: words }) => one.channels.includes(channel) || new RegExp(`\\b${one.name}\\b`).test(words),
  );
}

/** Statuses in which work goes on. */
export const openStatuses = ['investigating', 'identified', 'monitoring'];

/** Keeps who has which role, by the next entry of a timeline. */
export function followRoles(roles: Map<string, string>, entry: Entry): void {
  if (entry.kind === 'roleTaken') roles.set(said(entry, 'role'), said(entry, 'user'));
  else if (entry.kind === 'roleLeft') roles.delete(said(entry, 'role'));
}
