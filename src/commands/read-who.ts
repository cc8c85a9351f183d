import type { Command } from '../domain/commands.ts';
import { askedBy, type Kind, verdictOn, type Who } from '../domain/permissions.ts';
import type { Permission, Policy } from '../domain/policy.ts';
import { knownTeam, ownTeam } from './own-team.ts';
import { keptGroups, readGroups } from './read-groups.ts';
import { askMember, freshMember, keptMember, type Member, type MemberCtx } from './read-member.ts';

/** What can be found out about somebody who wants something; `wants` are the permissions that will be asked about, the main one first. */
type Asked = { user: string; wants: readonly Permission[] };

// Nothing of an incident waits longer for Slack. The answer is kept for the next time.
const patience = 1000;
// What cannot be taken back waits for its answer.
const thorough: readonly Permission[] = ['redact', 'seePrivate'];

/**
 * Who somebody is, as far as the policy's permissions need it: from what is kept, else from Slack. Never throws: what
 * Slack does not say within a second is unknown.
 */
export async function readWho(ctx: MemberCtx, { user, wants }: Asked): Promise<Who> {
  const asking = ask(ctx, { user, wants });
  if (wants[0] !== undefined && thorough.includes(wants[0])) return asking;
  return Promise.race([asking, afterPatience({ user, kind: 'unknown', groups: null })]);
}

/** The same from what is kept; null when Slack would have to be asked. */
export function keptWho(ctx: MemberCtx, { user, wants }: Asked): Who | null {
  const member = freshMember(ctx, user);
  const team = knownTeam(ctx);
  if (member === undefined || team === undefined) return null;
  const kind = kindOf(member, team);
  const groups = keptGroups(ctx, user, groupsFor(ctx.runbooks.current.policy, wants, { user, kind, groups: null }));
  return groups === null ? null : { user, kind, groups };
}

/** Who asks for a command; null where no person does. Whether they may know of it is a question as well. */
export async function whoAsks(ctx: MemberCtx, command: Command): Promise<Who | null> {
  const asked = askedBy(command);
  return asked && readWho(ctx, { user: asked.user, wants: [asked.permission, 'seePrivate'] });
}

async function ask(ctx: MemberCtx, { user, wants }: Asked): Promise<Who> {
  const kind = await askKind(ctx, user);
  return {
    user,
    kind,
    groups: await readGroups(ctx, user, groupsFor(ctx.runbooks.current.policy, wants, { user, kind, groups: null })),
  };
}

async function askKind(ctx: MemberCtx, user: string): Promise<Kind> {
  try {
    const team = await ownTeam(ctx);
    const fresh = freshMember(ctx, user);
    if (fresh !== undefined) return kindOf(fresh, team);
    const kept = keptMember(ctx, user);
    // Full members rarely become guests: they need not wait for the same answer every ten minutes.
    if (kept && kindOf(kept, team) === 'member') {
      void askOnce(ctx, user).catch((err: unknown) => ctx.log.warn({ err, user }, 'A member could not be read again'));
      return 'member';
    }
    return kindOf(await askOnce(ctx, user), team);
  } catch (err) {
    ctx.log.warn({ err, user }, 'Slack could not be asked who somebody is');
    return 'unknown';
  }
}

// Whom the bot's workspace does not know belongs to another one.
function kindOf(member: Member | null, team: string): Kind {
  if (member === null) return 'foreign';
  if (member.left) return 'left';
  if (member.app) return 'app';
  if (!member.teams.includes(team)) return 'foreign';
  return member.guest ? 'guest' : 'member';
}

/** Groups whose members make a difference: none where who somebody is settles it. */
function groupsFor(policy: Policy, wants: readonly Permission[], who: Who): string[] {
  const open = wants.filter((permission) => verdictOn({ permission, who, incident: null, policy }) === 'unknown');
  const named = open.flatMap((permission) => policy.permissions[permission]);
  return [...new Set(named.filter((grant) => /^S[A-Z0-9]+$/.test(grant)))];
}

const asking = new WeakMap<MemberCtx['slack'], Map<string, Promise<Member | null>>>();

// A double click or a busy channel asks once.
function askOnce(ctx: MemberCtx, user: string): Promise<Member | null> {
  const open = asking.get(ctx.slack) ?? new Map<string, Promise<Member | null>>();
  asking.set(ctx.slack, open);
  const before = open.get(user);
  if (before) return before;
  const answer = askMember(ctx, user).finally(() => open.delete(user));
  open.set(user, answer);
  return answer;
}

async function afterPatience(otherwise: Who): Promise<Who> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(otherwise), patience).unref();
  });
}
