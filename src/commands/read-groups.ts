import { WebAPIPlatformError } from '@slack/web-api';
import type { Ctx } from '../context.ts';
import { atMost } from '../policy/at-most.ts';

const fresh = 300_000;
const atOnce = 4;

/** What asking for user groups takes. */
export type GroupCtx = Pick<Ctx, 'slack' | 'log' | 'now'>;

// By client, like members. A group that Slack does not know, or a workspace without groups, has nobody in it.
const answers = new WeakMap<Ctx['slack'], Map<string, { users: ReadonlySet<string>; at: number }>>();

/** The groups of these that the person is in, as of five minutes ago at most. Null when Slack cannot be asked. */
export async function readGroups(ctx: GroupCtx, user: string, groups: readonly string[]): Promise<string[] | null> {
  try {
    await atMost(
      atOnce,
      groups.filter((group) => freshGroup(ctx, group) === undefined),
      (group) => askGroup(ctx, group),
    );
  } catch (err) {
    ctx.log.warn({ err, user }, 'User groups could not be read');
  }
  return keptGroups(ctx, user, groups);
}

/** The same of what was read before. Null when one of them was not. */
export function keptGroups(ctx: GroupCtx, user: string, groups: readonly string[]): string[] | null {
  const members = groups.map((group) => ({ group, users: freshGroup(ctx, group) }));
  if (members.some(({ users }) => users === undefined)) return null;
  return members.flatMap(({ group, users }) => (users?.has(user) ? [group] : []));
}

function freshGroup(ctx: GroupCtx, group: string): ReadonlySet<string> | undefined {
  const kept = answers.get(ctx.slack)?.get(group);
  return kept && kept.at + fresh > ctx.now().getTime() ? kept.users : undefined;
}

async function askGroup(ctx: GroupCtx, group: string): Promise<void> {
  const users = await membersOf(ctx, group);
  const kept = answers.get(ctx.slack) ?? new Map<string, { users: ReadonlySet<string>; at: number }>();
  answers.set(ctx.slack, kept);
  kept.set(group, { users, at: ctx.now().getTime() });
}

// Such answers will not change by asking again: the policy names a group that is none, or the scope is missing.
const nobody = new Set(['no_such_subteam', 'subteam_not_found', 'missing_scope', 'paid_teams_only', 'team_not_found']);

async function membersOf({ slack, log }: GroupCtx, group: string): Promise<ReadonlySet<string>> {
  try {
    const { users = [] } = await slack.usergroups.users.list({ usergroup: group });
    return new Set(users);
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError) || !nobody.has(error.data.error)) throw error;
    log.warn(
      { group, error: error.data.error },
      'A user group of the policy has nobody in it: Slack refused to name them',
    );
    return new Set();
  }
}
