import type { Ctx } from '../context.ts';
import type { Incident } from '../domain/incident.ts';

/** Who somebody of the pager is in Slack: by the policy, else by the address that both sides have. Null for who is not known. */
export async function slackUserOf(ctx: Ctx, incident: Incident, pagerId: string): Promise<string | null> {
  const { policy } = await ctx.runbooks.of(incident);
  const people = Object.values(policy.people);
  const person = people.find(({ pagerduty, slack }) => pagerduty === pagerId && slack !== null);
  return person?.slack ?? (await byAddress(ctx, pagerId));
}

async function byAddress({ phone, slack, log }: Ctx, id: string): Promise<string | null> {
  try {
    const email = (await phone?.addressOf(id)) ?? null;
    return email === null ? null : ((await slack.users.lookupByEmail({ email })).user?.id ?? null);
  } catch (err) {
    log.warn({ err, id }, 'Who that is in Slack could not be asked; their name in the pager stands');
    return null;
  }
}
