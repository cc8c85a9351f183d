import type { Ctx } from '../context.ts';
import type { Person, Policy } from '../domain/policy.ts';
import { atMost } from './at-most.ts';

const atOnce = 4;

/**
 * The policy with the member ids of people who are named by e-mail only. Who cannot be found keeps none, is logged with
 * what to do, and is then called by title in the channel: a start never fails on it.
 */
export async function resolvePeople(ctx: Pick<Ctx, 'slack' | 'log'>, policy: Policy): Promise<Policy> {
  const people = await atMost(atOnce, Object.values(policy.people), async (person) => ({
    ...person,
    slack: person.slack ?? (person.email === null ? null : await lookUp(ctx, person, person.email)),
  }));
  return { ...policy, people: Object.fromEntries(people.map((person) => [person.key, person])) };
}

async function lookUp(ctx: Pick<Ctx, 'slack' | 'log'>, person: Person, email: string): Promise<string | null> {
  try {
    const { user } = await ctx.slack.users.lookupByEmail({ email });
    if (user?.id !== undefined) return user.id;
    ctx.log.warn({ person: person.key }, remedyFor(person, 'Slack gave no member for the e-mail address'));
  } catch (err) {
    ctx.log.warn({ err, person: person.key }, remedyFor(person, 'The e-mail address could not be looked up in Slack'));
  }
  return null;
}

function remedyFor({ key }: Person, what: string): string {
  return `${what} of people.${key}, so ladders can name the title only. Mend email: in policy.yaml, or write slack: with the member id (in Slack: profile → ⋮ → Copy member ID), and start again`;
}
