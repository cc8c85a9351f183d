import type { Ctx } from '../context.ts';
import { atMost } from '../policy/at-most.ts';

const atOnce = 4;
const mostKept = 5000;

// By client, so that the names of one workspace never show up in another. Renamed people are right after a restart.
const known = new WeakMap<Ctx['slack'], Map<string, string>>();

/** How people are called: by the policy, else by Slack, else by their member id. Slack being away only costs names. */
export async function readNames(
  ctx: Pick<Ctx, 'slack' | 'policy' | 'log'>,
  users: readonly string[],
): Promise<(user: string) => string> {
  const kept = known.get(ctx.slack) ?? new Map<string, string>();
  known.set(ctx.slack, kept);
  if (kept.size > mostKept) kept.clear();
  const named = new Map(
    Object.values(ctx.policy.people).flatMap(({ slack, name }) => (slack && name ? [[slack, name]] : [])),
  );
  const missing = [...new Set(users)].filter((user) => !named.has(user) && !kept.has(user));
  let away = false;
  await atMost(atOnce, missing, async (user) => {
    // One unanswered call takes ten seconds; a long list of them would keep the document waiting for minutes.
    if (away) return;
    try {
      const { user: found } = await ctx.slack.users.info({ user });
      kept.set(user, found?.profile?.real_name || found?.real_name || found?.name || user);
    } catch (err) {
      if (isRefusal(err)) kept.set(user, user);
      else away = true;
      ctx.log.warn({ err, user }, 'A name could not be read from Slack; the member id stands in for it');
    }
  });
  return (user) => named.get(user) ?? kept.get(user) ?? user;
}

/** Slack answered that there is no such member: asking again would not help. */
function isRefusal(error: unknown): boolean {
  const data = error instanceof Error && 'data' in error ? error.data : null;
  return typeof data === 'object' && data !== null && 'error' in data && data.error === 'user_not_found';
}
