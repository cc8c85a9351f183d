import { createHash } from 'node:crypto';
import type { ChaosRecord, SlackCall } from '../../chaos/record.ts';
import type { RuleName } from '../../chaos/check/check.ts';
import { type Entry, type Exported, exportSchema } from '../../chaos/check/view.ts';

/** One lie about what happened, and the rule that must see it. */
export type Falsification = { rule: RuleName; what: string; by: (record: ChaosRecord) => void };

const later = (iso: string, ms: number): string => new Date(Date.parse(iso) + ms).toISOString();

function edit(record: ChaosRecord, name: string, change: (one: Exported) => void): void {
  record.exports = record.exports.map((one) => {
    const parsed = exportSchema.parse(one);
    if (parsed.name === name) change(parsed);
    return parsed;
  });
}

/** Changes the entries and makes the chain hold again, so that only the rule in question has something to see. */
function rewrite(record: ChaosRecord, name: string, change: (entries: Entry[]) => Entry[]): void {
  edit(record, name, (one) => {
    let previousHash = '0'.repeat(64);
    one.entries = change(one.entries).map((entry, index) => {
      const body = Object.fromEntries(Object.entries(entry.body ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));
      const digest = sha256(`${entry.salt}|${JSON.stringify(body)}`);
      const next = { ...entry, seq: index + 1, digest, previousHash };
      const { seq, at, recordedAt, kind, actor, source } = next;
      const hash = sha256(JSON.stringify([seq, at, recordedAt, kind, actor, source, digest, previousHash]));
      previousHash = hash;
      return { ...next, hash };
    });
    one.head = { seq: one.entries.length, hash: previousHash };
  });
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function entryOf(record: ChaosRecord, name: string, kind: string, nth = 0): Entry {
  const one = record.exports.map((other) => exportSchema.parse(other)).find((other) => other.name === name);
  const found = one?.entries.filter((entry) => entry.kind === kind)[nth];
  if (found === undefined) throw new Error(`${name} has no entry ${kind}`);
  return found;
}

function without(record: ChaosRecord, isIt: (call: SlackCall) => boolean): void {
  const left = record.slack.filter((call) => !isIt(call));
  if (left.length === record.slack.length) throw new Error('No such call');
  record.slack = left;
}

function post(record: ChaosRecord, words: RegExp): SlackCall {
  const found = record.slack.find(
    (call) => call.method === 'chat.postMessage' && call.applied && words.test(JSON.stringify(call.args)),
  );
  if (found === undefined) throw new Error(`Nobody posted ${words}`);
  return found;
}

function again(record: ChaosRecord, call: SlackCall, more: Partial<SlackCall> = {}): void {
  const ts = `${call.ts ?? ''}9`;
  record.slack.push({ ...structuredClone(call), at: later(call.at, 1500), ts, ...more });
}

function channel(record: ChaosRecord, name: RegExp): ChaosRecord['channels'][number] {
  const found = record.channels.find((one) => name.test(one.name));
  if (found === undefined) throw new Error(`There is no channel ${name}`);
  return found;
}

/** Lies about the genuine record (see genuine.ts), at least one for each rule. */
export const falsifications: Falsification[] = [
  {
    rule: 'acts',
    what: 'a note that is on the timeline twice',
    by: (record) =>
      rewrite(record, 'INC-1', (entries) => entries.flatMap((one) => (one.kind === 'note' ? [one, one] : [one]))),
  },
  {
    rule: 'acts',
    what: 'a declaration that was told as recorded and is nowhere',
    by: (record) => {
      record.exports = record.exports.filter((one) => exportSchema.parse(one).name !== 'INC-3');
    },
  },
  {
    rule: 'calls',
    what: 'a step on the record whose person got no message',
    by: (record) => without(record, (call) => /For you to know/.test(JSON.stringify(call.args))),
  },
  {
    rule: 'calls',
    what: 'overdue steps that come together',
    by: (record) =>
      rewrite(record, 'INC-3', (entries) =>
        entries.flatMap((one) => {
          if (one.kind !== 'stepFired' || one.body?.target !== 'Engineering Manager') return [one];
          const next = { ...one, recordedAt: later(one.recordedAt, 20_000), at: later(one.at, 20_000) };
          return [
            one,
            {
              ...next,
              body: { ...one.body, target: 'VP Engineering', planned: later(String(one.body?.planned), 60_000) },
            },
          ];
        }),
      ),
  },
  {
    rule: 'files',
    what: 'a post-mortem that was shared twice',
    by: (record) => record.files.push(...record.files.map((file) => ({ ...file, id: `${file.id}2` }))),
  },
  {
    rule: 'files',
    what: 'a post-mortem that was drafted and never shared',
    by: (record) => {
      record.files = [];
    },
  },
  {
    rule: 'ladder',
    what: 'a step that nobody called and nothing cancelled',
    by: (record) =>
      rewrite(record, 'INC-1', (entries) =>
        entries.filter(({ kind, body }) => kind !== 'stepFired' || body?.target !== 'Engineering Manager'),
      ),
  },
  {
    rule: 'ladder',
    what: 'a step that was called a second time',
    by: (record) =>
      rewrite(record, 'INC-1', (entries) =>
        entries.flatMap((one) => (one.kind === 'stepFired' && one.body?.kind === 'inform' ? [one, one] : [one])),
      ),
  },
  {
    rule: 'ladder',
    what: 'a step that came before its minute',
    by: (record) =>
      rewrite(record, 'INC-3', (entries) =>
        entries.map((one) =>
          one.kind === 'stepFired' && one.body?.target === 'Technical Lead'
            ? { ...one, recordedAt: later(one.recordedAt, -200_000) }
            : one,
        ),
      ),
  },
  {
    rule: 'limits',
    what: 'a message that did not wait for what a 429 asked',
    by: (record) => {
      const call = post(record, /reports are late/);
      record.slack.splice(record.slack.indexOf(call), 0, {
        ...call,
        at: later(call.at, -5000),
        applied: false,
        told: 'error',
        error: 'ratelimited',
        retryAfter: 30,
      });
    },
  },
  {
    rule: 'pages',
    what: 'a phone that rang twice for one call',
    by: (record) => {
      const call = record.pager.find(({ route }) => route === 'POST /incidents');
      if (call) record.pager.push({ ...call, at: later(call.at, 2000), incident: 'Q999999' });
    },
  },
  {
    rule: 'pages',
    what: 'a page that the timeline says was accepted, and PagerDuty never saw',
    by: (record) => {
      record.pager = record.pager.filter(
        ({ incident, route }) => route !== 'POST /incidents' || incident !== record.pages[0]?.id,
      );
    },
  },
  {
    rule: 'pages',
    what: 'a page that still rings when the incident is resolved',
    by: (record) => {
      for (const page of record.pages) page.status = 'triggered';
    },
  },
  {
    rule: 'pages',
    what: 'a step that rang nobody',
    by: (record) =>
      rewrite(record, 'INC-2', (entries) =>
        entries.filter(({ kind, body }) => kind !== 'pageAnswered' || body?.via !== 'PagerDuty'),
      ),
  },
  ...['#general', 'PagerDuty', 'the log', 'a Home', 'the preview'].map((place) => ({
    rule: 'privacy' as const,
    what: `the title of the private incident in ${place}`,
    by: (record: ChaosRecord) => leak(record, place, 'keys were leaked wryneck'),
  })),
  {
    rule: 'reminders',
    what: 'a reminder that never came',
    by: (record) =>
      without(
        record,
        (call) => /pdate #2 is due/.test(JSON.stringify(call.args)) && call.method === 'chat.postMessage',
      ),
  },
  {
    rule: 'reminders',
    what: 'a reminder that came twice for one moment',
    by: (record) =>
      again(record, post(record, /pdate #2 was due/), { args: { text: 'INC-1: Update #2 was due, once more' } }),
  },
  {
    rule: 'silence',
    what: 'an open incident of which nothing was heard any more',
    by: (record) => {
      rewrite(record, 'INC-3', (entries) => entries.slice(0, 4));
      edit(record, 'INC-3', ({ incident }) => {
        incident.severity = 'P1';
      });
      record.ended = later(record.ended, 3 * 60 * 60_000);
    },
  },
  {
    rule: 'status',
    what: 'a change of status from what it was not',
    by: (record) =>
      rewrite(record, 'INC-1', (entries) =>
        entries.map((one) =>
          one.kind === 'statusChanged' ? { ...one, body: { ...one.body, from: 'identified' } } : one,
        ),
      ),
  },
  {
    rule: 'status',
    what: 'a reminder of what is resolved',
    by: (record) =>
      rewrite(record, 'INC-1', (entries) => [...entries, { ...entryOf(record, 'INC-1', 'updateOverdue') }]),
  },
  {
    rule: 'surfaces',
    what: 'two headlines',
    by: (record) => {
      const { messages } = channel(record, /heron/);
      messages.push(
        ...messages.filter(({ text }) => /INC-2 · /.test(text)).map((one) => ({ ...one, ts: `${one.ts}1` })),
      );
    },
  },
  {
    rule: 'surfaces',
    what: 'a headline that still says what it was',
    by: (record) => {
      for (const message of channel(record, /kestrel/).messages)
        message.text = message.text.replaceAll('Resolved', 'Investigating');
    },
  },
  {
    rule: 'surfaces',
    what: 'a declarer without a receipt',
    by: (record) => {
      for (const { messages } of record.channels)
        messages.splice(0, messages.length, ...messages.filter(({ text }) => !/INC-2.*is recorded/.test(text)));
    },
  },
  {
    rule: 'timeline',
    what: 'an entry that was taken out',
    by: (record) => edit(record, 'INC-1', (one) => void one.entries.splice(5, 1)),
  },
  {
    rule: 'timeline',
    what: 'an entry whose words were changed',
    by: (record) =>
      edit(record, 'INC-1', ({ entries }) => {
        for (const entry of entries) if (entry.kind === 'note' && entry.body) entry.body.text = 'another';
      }),
  },
  {
    rule: 'timeline',
    what: 'an end that was cut off',
    by: (record) => edit(record, 'INC-1', (one) => void one.entries.pop()),
  },
  {
    rule: 'told',
    what: 'a change of severity that the channel never heard of',
    by: (record) =>
      without(record, (call) => /raised INC-3/.test(JSON.stringify(call.args)) && call.args.thread_ts === undefined),
  },
  {
    rule: 'told',
    what: 'a confession that came twice',
    by: (record) => again(record, post(record, /I was down from/)),
  },
  {
    rule: 'troubles',
    what: 'what the harness saw itself',
    by: (record) => record.troubles.push('bot-1 ended by itself with code 1'),
  },
  {
    rule: 'twice',
    what: 'a message that was posted again after its answer was lost',
    by: (record) => again(record, post(record, /has command of/)),
  },
  {
    rule: 'twice',
    what: 'the same words from another cause',
    by: (record) => {
      const call = post(record, /Nobody has these roles/);
      again(record, call, { args: { ...call.args, metadata: undefined } });
    },
  },
  {
    rule: 'updates',
    what: 'an update that is twice in the channel',
    by: (record) => again(record, post(record, /puffin/)),
  },
  {
    rule: 'updates',
    what: 'an update that is not under the announcement',
    by: (record) =>
      without(record, (call) => /puffin/.test(JSON.stringify(call.args)) && call.args.thread_ts !== undefined),
  },
  {
    rule: 'updates',
    what: 'a number that was given twice',
    by: (record) =>
      rewrite(record, 'INC-1', (entries) =>
        entries.map((one) => (one.kind === 'updatePosted' ? { ...one, body: { ...one.body, number: 1 } } : one)),
      ),
  },
];

function leak(record: ChaosRecord, place: string, title: string): void {
  const [page] = record.pages;
  if (place === 'PagerDuty' && page) page.title = `INC-4 P1: ${title}`;
  if (place === 'the log') record.logs.push({ process: 'bot-1', text: `{"msg":"opened ${title}"}` });
  if (place === 'a Home')
    record.shown.push({ at: record.ended, user: 'U01LENA0001', where: 'home', text: `INC-4 ${title}` });
  if (place === 'the preview') post(record, /Private incident INC-4/).args.text = `INC-4: ${title}`;
  if (place === '#general') {
    const { messages } = channel(record, /general/);
    const [example] = channel(record, /kestrel/).messages;
    if (example) messages.push({ ...example, user: record.bot, text: `*INC-4* ${title}` });
  }
}
