import type { Policy } from '../policy.ts';

/** A channel takes 100 bookmarks; nobody reads so many. */
const mostLinks = 10;

/** What the channel of a severity gets as bookmarks: those of every channel, then the links for everybody at that severity. */
export function bookmarksOf(policy: Policy, severity: string): { title: string; url: string }[] {
  const links = policy.links
    .filter(({ severities, roles }) => roles === null && (severities === null || severities.includes(severity)))
    .map(({ title, url }) => ({ title, url }));
  const all = policy.channel.bookmarks;
  const more = links.filter(
    ({ url }, index) => !all.some((one) => one.url === url) && links.findIndex((one) => one.url === url) === index,
  );
  return [...all, ...more.slice(0, mostLinks)];
}
