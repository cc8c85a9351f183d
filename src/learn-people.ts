import { setTimeout as delay } from 'node:timers/promises';
import type { Ctx } from './context.ts';
import { type EarlierAnswers, isUnresolved, resolvePeople } from './policy/resolve-people.ts';
import { backoff } from './slack/client-errors.ts';

const longestPause = 30_000;

/**
 * Looks up the policy's people who are named by e-mail until Slack has answered for each of them; the runbooks have whom it
 * found. An outage only makes it ask again, at most 30 s later.
 */
export async function learnPeople(ctx: Ctx, signal: AbortSignal): Promise<void> {
  const earlier: EarlierAnswers = new Map();
  for (let tries = 1; !signal.aborted && isUnresolved(ctx.runbooks.current.policy, earlier); tries += 1) {
    if (tries > 1) await delay(Math.min(longestPause, backoff(tries - 1)), undefined, { signal }).catch(() => {}); // aborted: the bot stops
    if (!signal.aborted) ctx.runbooks.learn(await resolvePeople(ctx, ctx.runbooks.current.policy, earlier));
  }
}
