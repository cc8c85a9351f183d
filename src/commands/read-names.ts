import type { Ctx } from '../context.ts';
import { atMost } from '../policy/at-most.ts';
import { askMember, keptMember, type MemberCtx } from './read-member.ts';

const atOnce = 4;

// Who is being asked for beside the work, so that ten messages at once ask once.
const asking = new WeakMap<Ctx['slack'], Set<string>>();

/** How people are called: by the policy, else by Slack, else by their member id. Slack being away only costs names. */
export async function readNames(ctx: MemberCtx, users: readonly string[]): Promise<(user: string) => string> {
  await askFor(ctx, unknownOf(ctx, users));
  return nameIn(ctx);
}

/** The same from what is known already: nothing waits for Slack. Who is not known yet is asked for beside it, for the next time. */
export function knownNames(ctx: MemberCtx, users: readonly string[]): (user: string) => string {
  const busy = asking.get(ctx.slack) ?? new Set<string>();
  asking.set(ctx.slack, busy);
  const missing = unknownOf(ctx, users).filter((user) => !busy.has(user));
  for (const user of missing) busy.add(user);
  void askFor(ctx, missing).finally(() => {
    for (const user of missing) busy.delete(user);
  });
  return nameIn(ctx);
}

function namedBy({ runbooks }: MemberCtx): Map<string, string> {
  const { people } = runbooks.current.policy;
  return new Map(Object.values(people).flatMap(({ slack, name }) => (slack && name ? [[slack, name]] : [])));
}

function nameIn(ctx: MemberCtx): (user: string) => string {
  const named = namedBy(ctx);
  return (user) => named.get(user) ?? keptMember(ctx, user)?.name ?? user;
}

// Who was asked for once is known, under an old name perhaps: names alone are not worth asking again.
function unknownOf(ctx: MemberCtx, users: readonly string[]): string[] {
  const named = namedBy(ctx);
  return [...new Set(users)].filter((user) => !named.has(user) && keptMember(ctx, user) === undefined);
}

async function askFor(ctx: MemberCtx, users: readonly string[]): Promise<void> {
  let away = false;
  await atMost(atOnce, users, async (user) => {
    // One unanswered call takes ten seconds; a long list of them would keep the document waiting for minutes.
    if (away) return;
    try {
      await askMember(ctx, user);
    } catch (err) {
      away = true;
      ctx.log.warn({ err, user }, 'A name could not be read from Slack; the member id stands in for it');
    }
  });
}
