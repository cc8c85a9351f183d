import type { Person, Policy } from '../../domain/policy.ts';
import { atMost } from '../../policy/at-most.ts';
import { slackWord } from './ask-slack.ts';
import { type Check, type Desk, type Finding, bad, good, odd } from './check.ts';
import { whoIs } from './who-is.ts';

const atOnce = 4;

/** Everybody whom the policy names is in the workspace and not deactivated. */
export const checkPeople: Check = {
  name: 'people',
  run: async (desk) => {
    const { policy } = desk;
    if (policy === null) return [odd('Not checked: the policy has to be read first.')];
    if (desk.token?.ok !== true) return [odd('Not checked: Slack has to take the token first.')];
    const people = Object.values(policy.people).filter(({ slack, email }) => slack !== null || email !== null);
    const others = idsIn(policy, /^[UW]/).filter((id) => !people.some(({ slack }) => slack === id));
    const wanted = [
      ...people.map((person) => () => findPerson(desk, person)),
      ...others.map((id) => () => findMember(desk, id, id)),
    ];
    const found = (await atMost(atOnce, wanted, (look) => look())).flatMap((one) => one ?? []);
    const fine = wanted.length - found.length;
    const all = found.length === 0 && wanted.length > 0;
    const unnamed = Object.values(policy.people).filter(({ slack, email }) => slack === null && email === null);
    return [
      ...(fine === 0
        ? []
        : [good(all ? `all ${fine} of the policy are members` : `${fine} of the policy are members`)]),
      ...found,
      ...(unnamed.length === 0
        ? []
        : [
            odd(`Nobody is named for ${unnamed.map(({ key }) => key).join(', ')}: give slack: or email: under people.`),
          ]),
    ];
  },
};

function findPerson(desk: Desk, person: Person): Promise<Finding | null> {
  const key = `people.${person.key}`;
  return person.slack === null ? findByEmail(desk, key, person.email ?? '') : findMember(desk, key, person.slack);
}

async function findMember({ slack }: Desk, key: string, id: string): Promise<Finding | null> {
  try {
    const { user } = await slack.users.info({ user: id });
    if (user?.deleted === true)
      return bad(`${key}: ${user.real_name ?? id} is deactivated in Slack. Name somebody else in policy.yaml.`);
    return null;
  } catch (error) {
    const word = slackWord(error);
    if (word === 'user_not_found')
      return bad(`${key}: this workspace has no member ${id}. In Slack: profile → ⋮ → Copy member ID.`);
    return bad(`${key}: could not be looked up (${word}).`);
  }
}

async function findByEmail({ slack }: Desk, key: string, email: string): Promise<Finding | null> {
  try {
    await slack.users.lookupByEmail({ email });
    return null;
  } catch (error) {
    const word = slackWord(error);
    if (word === 'users_not_found')
      return bad(`${key}: Slack knows nobody with ${email}. Mend email:, or write slack: with the member id.`);
    return bad(`${key}: could not be looked up (${word}).`);
  }
}

/** Every user group of the policy is there. */
export const checkGroups: Check = {
  name: 'groups',
  run: async ({ policy, slack, token }) => {
    const wanted = policy === null ? [] : idsIn(policy, /^S/);
    if (wanted.length === 0) return [];
    if (token?.ok !== true) return [odd('Not checked: Slack has to take the token first.')];
    // One by one: a workspace may have thousands of others.
    const looked = await atMost(atOnce, wanted, async (id): Promise<Finding | null> => {
      try {
        const { users = [] } = await slack.usergroups.users.list({ usergroup: id });
        return users.length > 0 ? null : odd(`${id}: nobody is in this user group, or it is disabled.`);
      } catch (error) {
        const word = slackWord(error);
        const gone = word === 'no_such_subteam' || word === 'subteam_not_found';
        return bad(
          gone
            ? `${id}: this workspace has no such user group. Mend it in policy.yaml.`
            : `${id}: could not be looked up (${word}).`,
        );
      }
    });
    const found = looked.flatMap((one) => one ?? []);
    return found.length === 0 ? [good(`all ${wanted.length} of the policy exist`)] : found;
  },
};

/** Ids of Slack that the policy names beside its people: whom it invites and what it allows. */
function idsIn({ severities, permissions }: Policy, kind: RegExp): string[] {
  const all = [...severities.flatMap(({ invite }) => invite), ...Object.values(permissions).flat()];
  return [...new Set(all.filter((one) => kind.test(one) && /^[A-Z0-9]{7,}$/.test(one)))];
}

/** A real message reaches somebody, and is taken back. */
export const checkMessage: Check = {
  name: 'message',
  run: async ({ slack, policy, to, token }) => {
    if (to === null) return [];
    if (token?.ok !== true) return [odd('Not sent: Slack has to take the token first.')];
    const user = whoIs(policy, to);
    if (user === null)
      return [
        bad(
          `The policy names nobody ${to.replace(/^@/, '')} with slack:. Write --to with a name under people, or a member id (U…).`,
        ),
      ];
    try {
      const { channel } = await slack.conversations.open({ users: user });
      const id = channel?.id ?? user;
      const { ts } = await slack.chat.postMessage({
        channel: id,
        text: 'muster doctor: this message is a test, and goes away at once.',
      });
      await slack.chat.delete({ channel: id, ts: ts ?? '' });
      return [good(`posted to ${to} and deleted`)];
    } catch (error) {
      return [bad(`A direct message to ${to} did not work (${slackWord(error)}).`)];
    }
  },
};
