import type { ChaosRecord } from '../../chaos/record.ts';
import type { Lie } from './forge.ts';
import { again, channel, later, post, rewrite } from './forge.ts';

/** Lies about what Slack, PagerDuty and the logs held in the genuine record. */
export const liesOfTheWorld: Lie[] = [
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
