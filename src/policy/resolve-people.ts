import { WebAPIPlatformError } from '@slack/web-api';
import type { Ctx } from '../context.ts';
import type { Person, Policy } from '../domain/policy.ts';
import { atMost } from './at-most.ts';

/** What came of earlier look-ups by e-mail: `unknown` is final, `unanswered` is asked again. */
export type EarlierAnswers = Map<string, 'unknown' | 'unanswered'>;

const atOnce = 4;

/**
 * The policy with the member ids of people who are named by e-mail only. Whom Slack does not know keeps none, is logged
 * with what to do, and is then called by title in the channel. Never throws: no start fails on it.
 */
export async function resolvePeople(
  ctx: Pick<Ctx, 'slack' | 'log'>,
  policy: Policy,
  earlier: EarlierAnswers = new Map(),
): Promise<Policy> {
  const people = await atMost(atOnce, Object.values(policy.people), async (person) => ({
    ...person,
    slack: person.slack ?? (person.email === null ? null : await lookUp(ctx, person, person.email, earlier)),
  }));
  return { ...policy, people: Object.fromEntries(people.map((person) => [person.key, person])) };
}

/** Whether somebody's e-mail address still has to be looked up. */
export function isUnresolved(policy: Policy, earlier: EarlierAnswers): boolean {
  return Object.values(policy.people).some(
    ({ slack, email }) => slack === null && email !== null && earlier.get(email) !== 'unknown',
  );
}

async function lookUp(
  ctx: Pick<Ctx, 'slack' | 'log'>,
  person: Person,
  email: string,
  earlier: EarlierAnswers,
): Promise<string | null> {
  const before = earlier.get(email);
  if (before === 'unknown') return null;
  try {
    const { user } = await ctx.slack.users.lookupByEmail({ email });
    if (user?.id !== undefined) return user.id;
    throw new Error('Slack answered without a member id');
  } catch (err) {
    if (err instanceof WebAPIPlatformError && err.data.error === 'users_not_found') {
      earlier.set(email, 'unknown');
      ctx.log.warn({ person: person.key }, remedyFor(person));
    } else {
      earlier.set(email, 'unanswered');
      const what = `The e-mail address of people.${person.key} could not be looked up in Slack; it is asked again`;
      // Told once: an outage would fill the log with it.
      if (before === undefined) ctx.log.warn({ err, person: person.key }, what);
    }
    return null;
  }
}

function remedyFor({ key }: Person): string {
  return `Slack knows nobody with the e-mail address of people.${key}, so ladders can name the title only. Mend email: in policy.yaml, or write slack: with the member id (in Slack: profile → ⋮ → Copy member ID), and start again`;
}
