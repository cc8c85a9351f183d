import type { Ctx } from '../context.ts';

const known = new WeakMap<Ctx['slack'], string>();

/** Keeps which workspace the bot belongs to. */
export function keepOwnTeam({ slack }: Pick<Ctx, 'slack'>, team: string): void {
  known.set(slack, team);
}

/** Which workspace the bot belongs to, if Slack has said so before. */
export function knownTeam({ slack }: Pick<Ctx, 'slack'>): string | undefined {
  return known.get(slack);
}

/**
 * Which workspace the bot belongs to; Slack is asked once. A payload would not do: one of somebody of another
 * workspace may name theirs.
 */
export async function ownTeam(ctx: Pick<Ctx, 'slack'>): Promise<string> {
  const kept = knownTeam(ctx);
  if (kept !== undefined) return kept;
  const { team_id: team } = await ctx.slack.auth.test();
  if (team === undefined) throw new Error('auth.test answered without a workspace');
  keepOwnTeam(ctx, team);
  return team;
}
