import { askMember } from '../commands/read-member.ts';
import { readWho } from '../commands/read-who.ts';
import type { Ctx } from '../context.ts';
import { verdictOn } from '../domain/permissions.ts';
import { mention } from '../domain/wording.ts';
import { UserError } from '../errors.ts';

/** Refuses somebody who cannot answer: who left, an app, nobody. Slack being away refuses nobody. */
export async function requireMember(ctx: Ctx, user: string): Promise<void> {
  // Asked anew: who left today is still kept as present.
  const member = await askMember(ctx, user).catch((error: unknown) => {
    ctx.log.warn({ err: error, user }, 'a member could not be checked; taken as present');
    return undefined;
  });
  if (member === undefined) return;
  if (member === null)
    throw new UserError(
      'no-such-member',
      'Slack knows nobody of that name here.',
      'Choose somebody from the list that Slack shows when you type @.',
    );
  if (member.left)
    throw new UserError('member-left', `${member.name} has left this workspace.`, 'Choose somebody who is still here.');
  if (member.app)
    throw new UserError('member-is-app', `${member.name} is an app and cannot answer.`, 'Choose a person.');
}

/** Refuses to ask somebody for a role that they could not take: their *Accept* would lead nowhere. */
export async function requireMayTake(ctx: Ctx, user: string): Promise<void> {
  const who = await readWho(ctx, { user, wants: ['take'] });
  if (verdictOn({ permission: 'take', who, incident: null, policy: ctx.runbooks.current.policy }) !== 'no') return;
  const why = { guest: ' is a guest here and', foreign: ' belongs to another workspace and' };
  throw new UserError(
    'may-not-take',
    `${mention(user)}${who.kind === 'guest' || who.kind === 'foreign' ? why[who.kind] : ''} may not take a role.`,
    'Choose somebody else, or page them for help.',
  );
}
