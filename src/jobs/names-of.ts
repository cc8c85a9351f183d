import type { WebClient } from '@slack/web-api';
import type { Ctx } from '../context.ts';
import { refusalCode } from '../slack/client-errors.ts';

const known = new WeakMap<WebClient, Map<string, string>>();

/** Display names of members, each asked of Slack once. Who is unknown there is missing in the answer. */
export async function namesOf(ctx: Ctx, members: string[]): Promise<Map<string, string>> {
  const names = known.get(ctx.slack) ?? new Map<string, string>();
  known.set(ctx.slack, names);
  for (const user of members) {
    if (names.has(user)) continue;
    const name = await askName(ctx, user);
    if (name !== null) names.set(user, name);
  }
  return names;
}

async function askName(ctx: Ctx, user: string): Promise<string | null> {
  try {
    const answer = await ctx.slack.users.info({ user });
    const { profile, real_name, name } = answer.user ?? {};
    return profile?.display_name || real_name || name || null;
  } catch (error) {
    if (refusalCode(error) === null) throw error;
    return null;
  }
}
