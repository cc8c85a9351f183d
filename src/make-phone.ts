import { askMember, freshMember, type MemberCtx } from './commands/read-member.ts';
import type { Config } from './config.ts';
import type { Ctx } from './context.ts';
import { makeEventsPager, makePagerDutyPager } from './pager/pagerduty-pager.ts';
import type { Phone } from './pager/phone.ts';
import { makePagerDutyClient } from './pagerduty/client.ts';

/** How phones ring in this installation; null where no pager is set up. */
export function makePhone({ pagerDuty }: Config, ctx: MemberCtx & Pick<Ctx, 'metrics'>): Phone | null {
  if (pagerDuty === null) return null;
  const listener = { ended: ctx.metrics.pagerDutyCalled, now: ctx.now };
  if (pagerDuty.rest !== null)
    return makePagerDutyPager(
      makePagerDutyClient(pagerDuty.rest, listener),
      async (user) => (freshMember(ctx, user) ?? (await askMember(ctx, user)))?.email ?? null,
    );
  return pagerDuty.events === null ? null : makeEventsPager(pagerDuty.events, listener);
}
