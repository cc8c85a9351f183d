import { createHash } from 'node:crypto';
import { type Entry, type Exported, exportSchema } from '../../chaos/check/view.ts';
import type { RuleName } from '../../chaos/check/check.ts';
import type { ChaosRecord, SlackCall } from '../../chaos/record.ts';

/** One lie about what happened, and the rule that must see it. */
export type Lie = { rule: RuleName; what: string; by: (record: ChaosRecord) => void };

/** The time so many milliseconds later. */
export const later = (iso: string, ms: number): string => new Date(Date.parse(iso) + ms).toISOString();

/** Changes one export. */
export function edit(record: ChaosRecord, name: string, change: (one: Exported) => void): void {
  record.exports = record.exports.map((one) => {
    const parsed = exportSchema.parse(one);
    if (parsed.name === name) change(parsed);
    return parsed;
  });
}

/** Changes the entries and makes the chain hold again, so that only the rule in question has something to see. */
export function rewrite(record: ChaosRecord, name: string, change: (entries: Entry[]) => Entry[]): void {
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

/** The nth entry of a kind. */
export function entryOf(record: ChaosRecord, name: string, kind: string, nth = 0): Entry {
  const one = record.exports.map((other) => exportSchema.parse(other)).find((other) => other.name === name);
  const found = one?.entries.filter((entry) => entry.kind === kind)[nth];
  if (found === undefined) throw new Error(`${name} has no entry ${kind}`);
  return found;
}

/** Takes calls out of the record. */
export function without(record: ChaosRecord, isIt: (call: SlackCall) => boolean): void {
  const left = record.slack.filter((call) => !isIt(call));
  if (left.length === record.slack.length) throw new Error('No such call');
  record.slack = left;
}

/** The first message of the bot with such words. */
export function post(record: ChaosRecord, words: RegExp): SlackCall {
  const found = record.slack.find(
    (call) => call.method === 'chat.postMessage' && call.applied && words.test(JSON.stringify(call.args)),
  );
  if (found === undefined) throw new Error(`Nobody posted ${words}`);
  return found;
}

/** The call once more, a moment later. */
export function again(record: ChaosRecord, call: SlackCall, more: Partial<SlackCall> = {}): void {
  const ts = `${call.ts ?? ''}9`;
  record.slack.push({ ...structuredClone(call), at: later(call.at, 1500), ts, ...more });
}

/** The channel of that name. */
export function channel(record: ChaosRecord, name: RegExp): ChaosRecord['channels'][number] {
  const found = record.channels.find((one) => name.test(one.name));
  if (found === undefined) throw new Error(`There is no channel ${name}`);
  return found;
}
