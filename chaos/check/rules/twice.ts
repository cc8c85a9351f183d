import type { Complaint } from '../complaint.ts';
import { type Post, type View, iso, said } from '../view.ts';

/** How near two messages of different causes must be to be one thing said twice. */
const window = 2 * 60_000;

/**
 * Nothing of the bot is twice in one conversation. Two messages are the same when Slack's metadata on them is the same (one
 * cause, posted again, whenever), or when everything that can be read in them is the same within two minutes, times of day included.
 * Later the same words may be true once more: another page that the same person resolved, a reminder ten minutes on whose stand-in is
 * who was asked first; how often those may be said, `reminders`, `told` and `ladder` count by the timeline. Calls of two incidents or
 * rounds to one person, of which a private one says only its number, are excused when a minute apart.
 */
export function twice(view: View): Complaint[] {
  const { posts, record } = view;
  const complaints: Complaint[] = [];
  const byMark = new Map<string, Post[]>();
  const byWords = new Map<string, Post[]>();
  for (const post of posts) {
    if (post.mark !== null) put(byMark, `${post.channel} ${post.mark}`, post);
    put(byWords, `${post.channel} ${post.thread ?? ''} ${post.said}`, post);
  }
  const complain = (first: Post, again: Post, why: string): void =>
    void complaints.push({
      rule: 'twice',
      incident: /\bINC-\d+\b/.exec(first.said)?.[0] ?? null,
      when: iso(again.at),
      demanded: 'the message once',
      seen: `${why}: ${first.ts} and ${again.ts}, “${first.text.slice(0, 120)}”`,
      where: `channel ${first.channel} (${record.channels.find(({ id }) => id === first.channel)?.name ?? 'gone'})`,
    });
  for (const same of byMark.values()) {
    const [first, again] = same;
    if (first !== undefined && again !== undefined) complain(first, again, 'two with one cause');
  }
  for (const same of byWords.values())
    for (const [index, post] of same.entries()) {
      const before = same[index - 1];
      if (before === undefined || post.at - before.at > window) continue;
      const rounds = /You are needed|Private incident|For you to know/.test(post.text);
      if (rounds && post.at - before.at >= 60_000) continue;
      if (before.mark !== null && before.mark === post.mark) continue; // complained of above
      if (same.length <= answeredPages(view, post)) continue;
      complain(before, post, 'two that read the same');
    }
  return complaints;
}

/** How many pages of one person the timeline says that they answered so: each is told, in the same words. */
function answeredPages({ cases, record }: View, { text }: Post): number {
  const what = /(acknowledged|resolved) their page in PagerDuty/.exec(text)?.[1];
  if (what === undefined) return 0;
  const name = /\bINC-\d+\b/.exec(text)?.[0];
  const isTold = (user: string): boolean =>
    text.includes(user) || record.people.some((one) => one.id === user && text.includes(one.name));
  return cases
    .filter((one) => one.name === name)
    .flatMap(({ entries }) => entries)
    .filter((entry) => entry.kind === 'pagerChanged' && said(entry, 'what') === what && isTold(said(entry, 'user')))
    .length;
}

function put<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
