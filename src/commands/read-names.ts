import type { Ctx } from '../context.ts';
import { atMost } from '../policy/at-most.ts';

const atOnce = 4;
const mostKept = 5000;

// By client, so that the names of one workspace never show up in another. Renamed people are right after a restart.
const known = new WeakMap<Ctx['slack'], Map<string, string>>();

// Who is being asked for beside the work, so that ten messages at once ask once.
const asking = new WeakMap<Ctx['slack'], Set<string>>();

type NameCtx = Pick<Ctx, 'slack' | 'policy' | 'log'>;

/** How people are called: by the policy, else by Slack, else by their member id. Slack being away only costs names. */
export async function readNames(ctx: NameCtx, users: readonly string[]): Promise<(user: string) => string> {
  await askFor(ctx, unknownOf(ctx, users));
  return nameIn(ctx);
}

/** The same from what is known already: nothing waits for Slack. Who is not known yet is asked for beside it, for the next time. */
export function knownNames(ctx: NameCtx, users: readonly string[]): (user: string) => string {
  const busy = asking.get(ctx.slack) ?? new Set<string>();
  asking.set(ctx.slack, busy);
  const missing = unknownOf(ctx, users).filter((user) => !busy.has(user));
  for (const user of missing) busy.add(user);
  void askFor(ctx, missing).finally(() => {
    for (const user of missing) busy.delete(user);
  });
  return nameIn(ctx);
}

function keptFor({ slack }: NameCtx): Map<string, string> {
  const kept = known.get(slack) ?? new Map<string, string>();
  known.set(slack, kept);
  return kept;
}

function namedBy({ policy }: NameCtx): Map<string, string> {
  return new Map(Object.values(policy.people).flatMap(({ slack, name }) => (slack && name ? [[slack, name]] : [])));
}

function nameIn(ctx: NameCtx): (user: string) => string {
  const named = namedBy(ctx);
  const kept = keptFor(ctx);
  return (user) => named.get(user) ?? kept.get(user) ?? user;
}

function unknownOf(ctx: NameCtx, users: readonly string[]): string[] {
  const named = namedBy(ctx);
  const kept = keptFor(ctx);
  return [...new Set(users)].filter((user) => !named.has(user) && !kept.has(user));
}

async function askFor(ctx: NameCtx, users: readonly string[]): Promise<void> {
  const kept = keptFor(ctx);
  if (kept.size > mostKept) kept.clear();
  let away = false;
  await atMost(atOnce, users, async (user) => {
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
}

/** Slack answered that there is no such member: asking again would not help. */
function isRefusal(error: unknown): boolean {
  const data = error instanceof Error && 'data' in error ? error.data : null;
  return typeof data === 'object' && data !== null && 'error' in data && data.error === 'user_not_found';
}
