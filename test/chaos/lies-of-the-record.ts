import type { Lie } from './forge.ts';
import { again, edit, entryOf, later, post, rewrite, without } from './forge.ts';
import { exportSchema } from '../../chaos/check/view.ts';

/** Lies about the timelines of the genuine record, and about what they demand. */
export const liesOfTheRecord: Lie[] = [
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
