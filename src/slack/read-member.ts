import type { Ctx } from '../context.ts';
import { UserError } from '../errors.ts';
import { slackErrorOf } from './open-form.ts';

/** What is known of a member of the workspace. */
export type Member = { id: string; name: string; timezone: string; left: boolean; app: boolean };

// People rarely change their zone; ten minutes keep a busy channel from asking again and again.
const FRESH = 600_000;
const remembered = new Map<string, { member: Member; until: number }>();

/** A member by id; null when Slack knows none or cannot be asked now. */
export async function readMember(ctx: Ctx, user: string): Promise<Member | null> {
  const known = remembered.get(user);
  if (known && known.until > ctx.now().getTime()) return known.member;
  try {
    const member = await askSlack(ctx, user);
    if (remembered.size > 5000) remembered.clear();
    remembered.set(user, { member, until: ctx.now().getTime() + FRESH });
    return member;
  } catch (error) {
    ctx.log.warn({ err: error, user }, 'a member could not be read');
    return null;
  }
}

/** Refuses somebody who cannot answer: who left, an app, nobody. Slack being away refuses nobody. */
export async function requireMember(ctx: Ctx, user: string): Promise<void> {
  try {
    const member = await askSlack(ctx, user);
    if (member.left)
      throw new UserError(
        'member-left',
        `${member.name} has left this workspace.`,
        'Choose somebody who is still here.',
      );
    if (member.app)
      throw new UserError('member-is-app', `${member.name} is an app and cannot answer.`, 'Choose a person.');
  } catch (error) {
    if (error instanceof UserError) throw error;
    if (slackErrorOf(error) === 'user_not_found')
      throw new UserError(
        'no-such-member',
        'Slack knows nobody of that name here.',
        'Choose somebody from the list that Slack shows when you type @.',
        { cause: error },
      );
    ctx.log.warn({ err: error, user }, 'a member could not be checked; taken as present');
  }
}

async function askSlack(ctx: Ctx, user: string): Promise<Member> {
  const { user: found } = await ctx.slack.users.info({ user });
  const name = found?.real_name || found?.profile?.display_name || found?.name || user;
  return {
    id: user,
    name,
    timezone: found?.tz ?? ctx.policy.timezone,
    left: found?.deleted === true,
    app: found?.is_bot === true,
  };
}
