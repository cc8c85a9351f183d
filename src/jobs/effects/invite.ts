import { WebAPIPlatformError } from '@slack/web-api';
import { z } from 'zod';
import type { Ctx } from '../../context.ts';
import { type EffectJob, type EffectOf, type Outcome, type Situation, channelOf, sent } from './effect-job.ts';

const mostAtOnce = 1000;
/** Errors of one member that say there is nothing to do for them. */
const harmless = new Set(['already_in_channel', 'cant_invite_self']);
const perUser = z.object({ errors: z.array(z.object({ user: z.string(), error: z.string() })).default([]) });

/**
 * Invites people and the members of user groups: the people at once, because the declarer waits for the channel, a group's
 * members as soon as Slack has named them. Who cannot be invited does not keep the others out: with `force` Slack invites
 * whom it can. Inviting twice does no harm.
 */
export function invite({ users }: EffectOf<'invite'>): EffectJob {
  async function send(ctx: Ctx, { incident }: Situation): Promise<Outcome> {
    const channel = channelOf(incident);
    const people = [...new Set(users.filter((id) => !isGroup(id)))];
    const [refused, groups] = await bothEnd(inviteAll(ctx, channel, people), resolveGroups(ctx, users.filter(isGroup)));
    const members = groups.members.filter((id) => !people.includes(id));
    refused.push(...(await inviteAll(ctx, channel, members)));
    return sent({
      invited: people.length + members.length - refused.length,
      refused: [...refused, ...groups.unknownGroups],
    });
  }

  return { send, find: async () => null };
}

/** Both results, once both have ended: a failure of one must not be retried while the other still runs. */
async function bothEnd<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([first, second]);
  return Promise.all([first, second]);
}

function isGroup(id: string): boolean {
  return id.startsWith('S');
}

/** Invites them all and answers who could not be, with Slack's reason. */
async function inviteAll(ctx: Ctx, channel: string, members: string[]): Promise<string[]> {
  const refused = [];
  for (let from = 0; from < members.length; from += mostAtOnce)
    refused.push(...(await inviteSome(ctx, channel, members.slice(from, from + mostAtOnce))));
  return refused;
}

/** Invites up to a thousand and answers who could not be, with Slack's reason. Throws when nobody could. */
async function inviteSome(ctx: Ctx, channel: string, members: string[]): Promise<string[]> {
  try {
    const answer = await ctx.slack.conversations.invite({ channel, users: members.join(','), force: true });
    return refusals(answer);
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError)) throw error;
    if (harmless.has(error.data.error)) return refusals(error.data);
    const told = perUser.safeParse(error.data).data?.errors ?? [];
    if (told.length === 0) throw error;
    return refusals(error.data);
  }
}

function refusals(answer: unknown): string[] {
  const { data } = perUser.safeParse(answer);
  return (data?.errors ?? []).filter(({ error }) => !harmless.has(error)).map(({ user, error }) => `${user}: ${error}`);
}

/** The members of user groups (S…). A workspace without user groups, or without that one, is told in the result. */
async function resolveGroups(ctx: Ctx, groups: string[]): Promise<{ members: string[]; unknownGroups: string[] }> {
  const members = new Set<string>();
  const unknownGroups: string[] = [];
  for (const id of groups) {
    try {
      const answer = await ctx.slack.usergroups.users.list({ usergroup: id });
      for (const member of answer.users ?? []) members.add(member);
    } catch (error) {
      if (!(error instanceof WebAPIPlatformError) || error.data.error === 'ratelimited') throw error;
      unknownGroups.push(`${id}: ${error.data.error}`);
    }
  }
  return { members: [...members], unknownGroups };
}
