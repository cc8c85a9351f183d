import { capital, readerOf, type Telling, words } from './describe/read-entry.ts';
import { sentences } from './describe/sentences.ts';
import type { Entry } from './timeline.ts';

/**
 * One plain line that says what an entry of the timeline records, without its time. Text that people wrote is in it as they
 * wrote it: whoever shows it escapes it. Times are in UTC, because the record is read away from Slack too.
 */
export function describeEntry(entry: Entry, telling: Telling): string {
  if (entry.body === null) return `(redacted: ${words(entry.kind)})`;
  // Of a newer version, during an upgrade.
  if (!Object.hasOwn(sentences, entry.kind)) return `(${words(entry.kind)}: this version of Muster cannot tell it)`;
  const line = sentences[entry.kind](readerOf(entry, entry.body, telling));
  return capital(line);
}
