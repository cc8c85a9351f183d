import { WebAPIPlatformError } from '@slack/web-api';
import type { Ctx } from '../context.ts';
import { UserError } from '../errors.ts';
import { askMember, freshMember, keptMember, type Member, type MemberCtx } from './read-member.ts';

/** Asking waits for Slack no longer than this: whoever declares must be recorded first. Milliseconds. */
const patience = 2500;
const mostKept = 1000;

// By client, so that nobody of one workspace shows up in another. Only whom Slack knew.
const known = new WeakMap<Ctx['slack'], Map<string, string>>();

/**
 * The member id of who asks from outside Slack, named by member id or by e-mail address. With Slack away an id counts as it is,
 * and an address is known when the policy has it or Slack said it before; else a UserError says what to write instead.
 */
export async function resolveAsker(ctx: MemberCtx, named: string): Promise<string> {
  if (/^[UW][A-Z0-9]{6,}$/.test(named)) return requirePresent(ctx, named);
  const email = named.toLowerCase();
  const ofPolicy = Object.values(ctx.runbooks.current.policy.people).find(
    (person) => person.email?.toLowerCase() === email,
  )?.slack;
  const user = ofPolicy ?? keptFor(ctx).get(email) ?? (await lookUp(ctx, email));
  return requirePresent(ctx, user);
}

async function requirePresent(ctx: MemberCtx, user: string): Promise<string> {
  const member = await currently(ctx, user);
  if (member === undefined) return user;
  if (member === null)
    throw new UserError(
      'no-such-member',
      `Slack knows nobody with the id ${user}.`,
      'Give the member id or the e-mail address of a person of this workspace.',
    );
  if (member.left)
    throw new UserError('member-left', `${member.name} has left this workspace.`, 'Name somebody who is still here.');
  if (member.app) throw new UserError('member-is-app', `${member.name} is an app.`, 'Name the person who asks.');
  return user;
}

/** Undefined while Slack cannot be asked: then nobody is refused. */
async function currently(ctx: MemberCtx, user: string): Promise<Member | null | undefined> {
  try {
    return freshMember(ctx, user) ?? (await withinPatience(askMember(ctx, user)));
  } catch (err) {
    ctx.log.warn({ err, user }, 'A member could not be checked; taken as present');
    return keptMember(ctx, user) ?? undefined;
  }
}

async function lookUp(ctx: MemberCtx, email: string): Promise<string> {
  try {
    const { user } = await withinPatience(ctx.slack.users.lookupByEmail({ email }));
    if (user?.id === undefined) throw new Error('Slack answered without a member id');
    const kept = keptFor(ctx);
    if (kept.size >= mostKept) kept.clear();
    kept.set(email, user.id);
    return user.id;
  } catch (cause) {
    if (cause instanceof WebAPIPlatformError && cause.data.error === 'users_not_found')
      throw new UserError(
        'no-such-member',
        `Slack knows nobody with the address ${email}.`,
        'Give the address or the member id of a person of this workspace.',
        { cause },
      );
    throw new UserError(
      'member-unresolved',
      `Slack cannot be asked now who ${email} is.`,
      'Give the member id (U…) instead, or the address of somebody whom the policy names; nothing was recorded.',
      { cause },
    );
  }
}

function keptFor({ slack }: MemberCtx): Map<string, string> {
  const kept = known.get(slack) ?? new Map<string, string>();
  known.set(slack, kept);
  return kept;
}

async function withinPatience<T>(asked: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Slack did not answer in time')), patience);
  });
  try {
    return await Promise.race([asked, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
