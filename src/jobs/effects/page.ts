import type { Ctx } from '../../context.ts';
import { nameOf } from '../../domain/incident.ts';
import { isUrgent, severityOf } from '../../domain/policy.ts';
import type { Page, Paged } from '../../pager/pager.ts';
import { renderNotice } from '../../slack/views/render-notice.ts';
import { factsFor } from '../load-facts.ts';
import { type EffectJob, type EffectOf, type Outcome, type Situation, sent } from './effect-job.ts';

/** Reaches one person through the pager, and tells the incident what it answered. */
export function page({ user, title, notice }: EffectOf<'page'>): EffectJob {
  async function pageFor(ctx: Ctx, situation: Situation): Promise<Page> {
    const { incident, row } = situation;
    const message = renderNotice(notice, await factsFor(ctx, situation, notice, null));
    return {
      key: row.id,
      workspace: incident.workspace,
      incidentId: incident.id,
      user,
      // Lock screens and the pager's own service show it, so a private incident says nothing but its number.
      summary: incident.private ? `${nameOf(incident)} needs you` : message.text,
      urgent: isUrgent(severityOf(ctx.policy, incident.severity)),
      message,
    };
  }

  function answered({ message, ...answer }: Paged): Outcome {
    return sent({ ...answer, ...message }, { type: 'pageAnswered', user, title, answer });
  }

  return {
    send: async (ctx, situation) => answered(await ctx.pager.page(await pageFor(ctx, situation))),
    find: async (ctx, situation) => {
      const paged = await ctx.pager.find(await pageFor(ctx, situation));
      return paged === null ? null : answered(paged);
    },
  };
}
