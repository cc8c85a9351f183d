import type { Ctx } from '../context.ts';
import { readUpkeep } from '../db/reviews.ts';
import type { Policy } from '../domain/policy.ts';
import { type UpkeepRecord, upkeepOf } from '../domain/upkeep.ts';

/** The policy of now, the member who owns the runbook (null: nobody with an account is named), and what is known of its reviews. */
export async function readReviews(
  ctx: Pick<Ctx, 'db' | 'runbooks'>,
): Promise<{ policy: Policy; owner: string | null; record: UpkeepRecord }> {
  const { policy } = ctx.runbooks.current;
  const upkeep = upkeepOf(policy);
  const owner = upkeep.owner === null ? null : (policy.people[upkeep.owner]?.slack ?? null);
  return { policy, owner, record: await readUpkeep(ctx.db.prisma, upkeep, owner) };
}
