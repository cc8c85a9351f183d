import type { WebClientOptions } from '@slack/web-api';

type Fetch = NonNullable<WebClientOptions['fetch']>;

/** What Slack asked not to be called for, as far as this process knows; claim-effect.ts brings what others heard. */
export type SlackLimits = {
  /** Until when a method, or a post in a channel, waits; null once that is `since` milliseconds ago. */
  waitsUntil(key: string, since?: number): Date | null;
  /** Seconds until it may be called, at least one; null when it may be now. */
  secondsLeft(key: string): number | null;
  /** Hears of waits that other replicas were asked for. */
  learn(waits: readonly Wait[]): void;
  /** Keeps a wait and tells it to the others. */
  keep(key: string, seconds: number): Promise<void>;
  /** Tells the others; set once there is a database. */
  share: (wait: Wait) => Promise<void>;
};

/** A method, or a method and a channel where Slack counts by channel, and until when it must not be called. */
export type Wait = { key: string; until: Date };

const forgottenAfter = 60_000;

/** The waits of a process, none at first. */
export function makeSlackLimits(now: () => Date): SlackLimits {
  const waits = new Map<string, Date>();
  const learn = ({ key, until }: Wait): void => {
    const known = waits.get(key);
    if (known === undefined || known < until) waits.set(key, until);
  };
  const limits: SlackLimits = {
    waitsUntil: (key, since = 0) => {
      const until = waits.get(key);
      return until !== undefined && until.getTime() + since > now().getTime() ? until : null;
    },
    secondsLeft: (key) => {
      const until = limits.waitsUntil(key);
      return until === null ? null : Math.ceil((until.getTime() - now().getTime()) / 1000);
    },
    learn: (heard) => heard.forEach(learn),
    keep: async (key, seconds) => {
      const at = now().getTime();
      for (const [known, until] of waits) if (until.getTime() + forgottenAfter < at) waits.delete(known);
      const wait = { key, until: new Date(at + seconds * 1000) };
      learn(wait);
      await limits.share(wait);
    },
    share: async () => {},
  };
  return limits;
}

/**
 * A fetch that asks Slack for nothing that Slack said to wait with: it answers as Slack would, with 429 and the seconds that
 * are left. Calls that were under way when the answer came are not called back.
 */
export function withinLimits(limits: SlackLimits, fetch: Fetch = globalThis.fetch): Fetch {
  return async (url, init) => {
    const key = keyOf(String(url), init?.body);
    const left = limits.secondsLeft(key);
    if (left !== null) return new Response(null, { status: 429, headers: { 'retry-after': String(left) } });
    const response = await fetch(url, init);
    const seconds = response.status === 429 ? Number(response.headers.get('retry-after')) : 0;
    if (seconds > 0) await limits.keep(key, seconds);
    return response;
  };
}

// Only posts are counted by channel; a bot has one workspace.
function keyOf(url: string, body: unknown): string {
  const method = url.slice(url.lastIndexOf('/') + 1);
  if (method !== 'chat.postMessage' || typeof body !== 'string') return method;
  return `${method} ${new URLSearchParams(body).get('channel') ?? ''}`;
}
