import { z } from 'zod';
import { httpUrl } from './config-url.ts';

const everyProblem = 'not a number of seconds. Write one from 10 to 3600, such as 60.';

const hasUser = ({ username, password }: URL): boolean => username !== '' || password !== '';

/** Who watches Muster from outside. */
export function heartbeatSettings(given: Record<string, string>) {
  return {
    HEARTBEAT_URL: httpUrl(
      'Write the address to ping that your watcher shows, such as https://hc-ping.com/…, or leave it out.',
    )
      .refine(
        (url) => !URL.canParse(url) || !hasUser(new URL(url)),
        'has a user name or a password in front of the host, which is not sent. Write the address without.',
      )
      .optional(),
    HEARTBEAT_SECONDS: z
      .string()
      .regex(/^\d{2,4}$/, everyProblem)
      .transform(Number)
      .refine((seconds) => seconds >= 10 && seconds <= 3600, everyProblem)
      .refine(() => given.HEARTBEAT_URL !== undefined, 'set, but HEARTBEAT_URL is not. Set it, or leave this out.')
      .default(60),
  };
}

/** The setting as the bot uses it; null where nobody watches. */
export function heartbeatOf(read: {
  HEARTBEAT_URL?: string | undefined;
  HEARTBEAT_SECONDS: number;
}): { url: string; every: number } | null {
  return read.HEARTBEAT_URL === undefined ? null : { url: read.HEARTBEAT_URL, every: read.HEARTBEAT_SECONDS * 1000 };
}

/** Whoever has the address can make the watcher believe that all is well: what of it must never be shown. */
export function secretsOfUrl(url: string): string[] {
  const { href, pathname, search } = new URL(url);
  // A path of a letter or two would be found in every line.
  return [url, href, `${pathname}${search}`].filter((part) => part.length >= 8);
}
