import type { Complaint } from '../complaint.ts';
import { latestFor, patience } from '../lateness.ts';
import { type Case, type Entry, type View, decidedAt, inDigest, isDigest, iso, overtaken, said } from '../view.ts';

// Their messages tell what became of them.
const answerable = ['ladderRepeated', 'rolesUnfilled', 'soakEnded'];
// A drill says so wherever it is named.
const called = '(?:DRILL )?';

/** What the channel reads because of an entry. `null`: this one is told otherwise. */
const sentences: Record<string, (entry: Entry, one: Case) => RegExp | null> = {
  severityChanged: (entry, { name }) => new RegExp(`(raised|lowered) ${called}${name} from ${said(entry, 'from')} to`),
  // What an update carries is told by the update.
  statusChanged: (entry, { name, entries }) =>
    entries.some(({ kind, recordedAt }) => kind === 'updatePosted' && recordedAt === entry.recordedAt)
      ? null
      : new RegExp(`set ${called}${name} from `),
  reopened: (_, { name }) => new RegExp(`reopened ${called}${name}\\b`),
  closed: (_, { name }) => new RegExp(`closed ${called}${name}\\b`),
  ladderRepeated: () => /(call|called|message|messaged) again now|on the ladder again/,
  confessed: () => /I was down from/,
  rolesUnfilled: () => /Nobody has th(is|ese) roles? yet/,
  soakEnded: () => /fix has been watched for/,
  parked: (_, { name }) => new RegExp(`parked ${called}${name} until`),
};

/**
 * What the timeline says that the channel was told, the channel was told: as many messages as entries of each kind, each in its time
 * (or saying that it is late, or telling the answer that came meanwhile, or a line of the digest of a time in which nothing could be posted there). One message too few is an effect that was lost, one too many is one doubled. An incident whose channel
 * was never opened or was lost is told by direct message, and is not read here.
 */
export function told(view: View): Complaint[] {
  return view.cases.flatMap((one) =>
    one.incident.channel === null || one.entries.some(({ kind }) => kind === 'channelLost')
      ? []
      : Object.entries(sentences).flatMap(([kind, pattern]) => compare(view, one, kind, pattern)),
  );
}

function compare(
  { record, posts }: View,
  one: Case,
  kind: string,
  sentence: (entry: Entry, one: Case) => RegExp | null,
): Complaint[] {
  const entries = one.entries.filter((entry) => entry.kind === kind && entry.body !== null);
  const complaints: Complaint[] = [];
  const taken = new Set<string>();
  const here = posts.filter(({ channel, thread }) => one.channels.includes(channel) && thread === null);
  for (const [index, entry] of entries.entries()) {
    const pattern = sentence(entry, one);
    if (pattern === null) continue;
    const at = decidedAt(entry);
    const limit = latestFor(record, at);
    const fits = here.filter((post) => post.at >= at - 1000 && !taken.has(post.ts) && pattern.test(post.said));
    // A later message of the kind is that of a later entry.
    const following = entries[index + 1];
    const until = Math.max(at + patience, following === undefined ? limit : Math.min(limit, decidedAt(following)));
    if (!fits.some((post) => post.at <= until) && inDigest(here, at)) continue;
    const open = here.filter(({ ts }) => !taken.has(ts));
    const inTime = fits.find((post) => post.at <= limit);
    const found = inTime ?? (answerable.includes(kind) ? overtaken(one, open, at, limit) : undefined) ?? fits[0];
    // What came late for an earlier round was overtaken by this one: one message says both.
    const isCollapsed = here.some(
      (post) => taken.has(post.ts) && post.at >= at && post.at <= limit && pattern.test(post.said),
    );
    if (found === undefined && kind === 'ladderRepeated' && isCollapsed) continue;
    if (found === undefined && limit > Date.parse(record.ended)) continue;
    if (found !== undefined) taken.add(found.ts);
    if (found === undefined || (found.at > limit && !/late/i.test(found.said)))
      complaints.push({
        rule: 'told',
        incident: one.name,
        when: entry.recordedAt,
        demanded: `a message in the channel like ${String(pattern)} by ${iso(limit)}, or later and saying so`,
        seen: found === undefined ? 'none' : `one at ${iso(found.at)} that does not say that it is late`,
        where: `channels ${one.channels.join(', ')}; entry ${entry.seq}, ${kind}`,
      });
  }
  const any = entries.map((entry) => sentence(entry, one)).find((pattern) => pattern !== null);
  const example = any ?? null;
  if (example === null) return complaints;
  for (const post of here.filter(({ ts, said: words }) => !taken.has(ts) && example.test(words) && !isDigest(words)))
    complaints.push({
      rule: 'told',
      incident: one.name,
      when: iso(post.at),
      demanded: `a message for each entry ${kind}`,
      seen: `one more: “${post.text.slice(0, 120)}”`,
      where: `message ${post.ts} in ${post.channel}`,
    });
  return complaints;
}
