import { clockNow } from '../clock.ts';

// Calls per minute by tier; methods not named are tier 3.
const perMinute = { 1: 1, 2: 20, 3: 50, 4: 100 } as const;
const tiers: Record<string, 1 | 2 | 3 | 4> = {
  'auth.test': 4,
  'apps.connections.open': 1,
  'bookmarks.add': 2,
  'bookmarks.edit': 2,
  'chat.postEphemeral': 4,
  'conversations.archive': 2,
  'conversations.create': 2,
  'conversations.list': 2,
  'conversations.members': 4,
  'conversations.rename': 2,
  'conversations.setPurpose': 2,
  'conversations.setTopic': 2,
  'conversations.unarchive': 2,
  'files.completeUploadExternal': 4,
  'files.getUploadURLExternal': 4,
  'files.info': 4,
  'pins.add': 2,
  'pins.list': 2,
  'pins.remove': 2,
  'usergroups.list': 2,
  'usergroups.users.list': 2,
  'users.info': 4,
  'users.list': 2,
  'views.open': 4,
  'views.publish': 4,
  'views.push': 4,
  'views.update': 4,
};
// chat.postMessage allows a short burst in a channel before it holds to one a second.
const BURST = 5;

/** Says how many seconds a call must wait, or 0 when it may go through. */
export type RateLimits = { wait(method: string, channel: string): number };

/** Counts calls per method, and posts per channel, on the moved clock. */
export function createRateLimits(): RateLimits {
  const windows = new Map<string, number[]>();
  const posts = new Map<string, number>();
  return {
    wait: (method, channel) => {
      const now = clockNow().getTime();
      if (method === 'chat.postMessage') return waitToPost(posts, channel, now);
      const limit = perMinute[tiers[method] ?? 3];
      const recent = (windows.get(method) ?? []).filter((at) => at > now - 60_000);
      windows.set(method, recent);
      const oldest = recent[0];
      if (recent.length >= limit && oldest !== undefined) return Math.max(1, Math.ceil((oldest + 60_000 - now) / 1000));
      recent.push(now);
      return 0;
    },
  };
}

// A bucket that a post fills by one second and that empties by itself.
function waitToPost(posts: Map<string, number>, channel: string, now: number): number {
  const freeAt = Math.max(posts.get(channel) ?? 0, now - (BURST - 1) * 1000);
  if (freeAt > now) return Math.ceil((freeAt - now) / 1000);
  posts.set(channel, freeAt + 1000);
  return 0;
}
