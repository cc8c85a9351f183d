import { WebAPIPlatformError } from '@slack/web-api';
import type { Ctx } from '../context.ts';
import { isZone } from '../domain/zone-clock.ts';

/** What is known of a member of the workspace. */
export type Member = {
  id: string;
  name: string;
  /** IANA name; the policy's where Slack says none. */
  timezone: string;
  /** The same, null where Slack says none. */
  zone: string | null;
  /** Null where Slack does not say it. */
  email: string | null;
  left: boolean;
  app: boolean;
  /** A guest, of one channel or of several. */
  guest: boolean;
  /** The workspaces that they belong to: one, or on Enterprise Grid all of them. */
  teams: string[];
};

/** What asking for members takes. */
export type MemberCtx = Pick<Ctx, 'slack' | 'runbooks' | 'log' | 'now'>;

// People rarely change their zone; ten minutes keep a busy channel from asking again and again.
const fresh = 600_000;
const mostKept = 5000;

// By client, so that nobody of one workspace shows up in another. Null: Slack knows nobody of that id.
const answers = new WeakMap<Ctx['slack'], Map<string, { member: Member | null; at: number }>>();

/** Asks Slack for a member and keeps the answer; null when it knows nobody of that id. Throws when it cannot be asked. */
export async function askMember(ctx: MemberCtx, user: string): Promise<Member | null> {
  const member = await askSlack(ctx, user);
  const kept = keptFor(ctx);
  if (kept.size >= mostKept) kept.clear();
  kept.set(user, { member, at: ctx.now().getTime() });
  return member;
}

/** What Slack said of a member, however long ago; undefined when it was not asked. */
export function keptMember(ctx: MemberCtx, user: string): Member | null | undefined {
  return keptFor(ctx).get(user)?.member;
}

/** The same if Slack said it within the last ten minutes. */
export function freshMember(ctx: MemberCtx, user: string): Member | null | undefined {
  const kept = keptFor(ctx).get(user);
  return kept && kept.at + fresh > ctx.now().getTime() ? kept.member : undefined;
}

/** A member as of ten minutes ago at most; null when Slack knows none or cannot be asked now. */
export async function readMember(ctx: MemberCtx, user: string): Promise<Member | null> {
  const kept = freshMember(ctx, user);
  if (kept !== undefined) return kept;
  try {
    return await askMember(ctx, user);
  } catch (err) {
    ctx.log.warn({ err, user }, 'A member could not be read');
    return null;
  }
}

function keptFor({ slack }: MemberCtx): Map<string, { member: Member | null; at: number }> {
  const kept = answers.get(slack) ?? new Map<string, { member: Member | null; at: number }>();
  answers.set(slack, kept);
  return kept;
}

async function askSlack({ slack, runbooks }: MemberCtx, user: string): Promise<Member | null> {
  try {
    const { user: found } = await slack.users.info({ user });
    const zone = found?.tz !== undefined && isZone(found.tz) ? found.tz : null;
    const { real_name: real, display_name: shown } = found?.profile ?? {};
    return {
      id: user,
      name: real || found?.real_name || shown || found?.name || user,
      timezone: zone ?? runbooks.current.policy.timezone,
      zone,
      email: found?.profile?.email ?? null,
      left: found?.deleted === true,
      app: found?.is_bot === true,
      guest: found?.is_restricted === true || found?.is_ultra_restricted === true,
      teams: [found?.team_id, ...(found?.enterprise_user?.teams ?? [])].filter((team) => team !== undefined),
    };
  } catch (error) {
    if (error instanceof WebAPIPlatformError && error.data.error === 'user_not_found') return null;
    throw error;
  }
}
