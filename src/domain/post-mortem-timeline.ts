import { describeEntry } from './describe-entry.ts';
import { localTime } from './local-time.ts';
import { plainMarkdown } from './plain-markdown.ts';
import type { Policy } from './policy.ts';
import type { Entry } from './timeline.ts';

type Told = {
  entries: Entry[];
  absorbed?: { of: string; entries: Entry[] }[];
  policy: Policy;
  name: (user: string) => string;
};

/** Of no use to who reads it later: they tell of the bot's own work. */
const untold = new Set<Entry['kind']>(['postMortemDrafted', 'updateNudged', 'followUpTold', 'taskDue']);

/**
 * By the time when things happened; what was merged into it stands among it, marked with its number. A pinned message reads
 * as it was edited last, and not at all once taken off.
 */
export function tellTimeline({ entries, absorbed = [], policy, name }: Told): { at: string; text: string }[] {
  const own = tellable(entries).map((entry) => ({ entry, mark: '' }));
  const others = absorbed.flatMap((one) => tellable(one.entries).map((entry) => ({ entry, mark: `${one.of}: ` })));
  return [...own, ...others]
    .sort((a, b) => a.entry.at.getTime() - b.entry.at.getTime() || a.entry.seq - b.entry.seq)
    .map(({ entry, mark }) => ({
      at: localTime(entry.at, policy) ?? '',
      text: `${mark}${plainMarkdown(describeEntry(entry, { policy, name }), name)}`,
    }));
}

/** What is worth telling of one timeline, pinned messages with their last words. */
function tellable(entries: Entry[]): Entry[] {
  const edited = new Map<string, Entry>();
  const unpinned = new Map<string, number>();
  for (const entry of entries) {
    if (entry.source === null) continue;
    if (entry.kind === 'messageEdited') edited.set(entry.source, entry);
    if (entry.kind === 'messageUnpinned') unpinned.set(entry.source, entry.seq);
  }
  return entries
    .filter(({ kind }) => !untold.has(kind) && kind !== 'messageEdited' && kind !== 'messageUnpinned')
    .filter(({ kind, source, seq }) => kind !== 'messagePinned' || source === null || (unpinned.get(source) ?? 0) < seq)
    .map((entry) => {
      const last = entry.kind === 'messagePinned' && entry.source !== null ? edited.get(entry.source) : undefined;
      // A message that was taken off and put on again has its text of that time; edits from before are older.
      const later = last !== undefined && last.seq > entry.seq ? last : undefined;
      const text = later?.body?.['text'];
      return entry.body !== null && text !== undefined ? { ...entry, body: { ...entry.body, text } } : entry;
    });
}
