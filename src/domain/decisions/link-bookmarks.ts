import type { Policy } from '../policy.ts';
import { isForSeverity } from '../runbook-parts.ts';

/** A channel takes 100 bookmarks; nobody reads so many. */
const mostLinks = 10;

/** What the channel of a severity gets as bookmarks: those of every channel, then the links for everybody at that severity. */
export function bookmarksOf(policy: Policy, severity: string): { title: string; url: string }[] {
  const links = policy.links
    .filter((link) => link.roles === null && isForSeverity(link, severity))
    .map(({ title, url }) => ({ title, url }));
  const all = policy.channel.bookmarks;
  const more = links.filter(
    ({ url }, index) => !all.some((one) => one.url === url) && links.findIndex((one) => one.url === url) === index,
  );
  return [...all, ...more.slice(0, mostLinks)];
}
