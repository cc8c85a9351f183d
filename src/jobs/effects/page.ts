import type { Ctx } from '../../context.ts';
import type { EffectModel } from '../../db/generated/models.ts';
import { type Incident, nameOf } from '../../domain/incident.ts';
import { isLate } from '../../domain/lateness.ts';
import type { CallKind } from '../../domain/notices.ts';
import { answerOf } from '../../domain/waiting-call.ts';
import type { Page, Paged } from '../../pager/pager.ts';
import { absorbCall } from '../absorb-call.ts';
import { refuseStale } from '../refuse-stale.ts';
import { renderMessage } from '../render-message.ts';
import { type EffectJob, type EffectOf, type Outcome, type Situation, sent } from './effect-job.ts';
import { overtaken } from './overtaken.ts';
import { parseEffect } from './parse-effect.ts';

/** Writes to one person, and tells the incident what it answered. */
export function page({ user, title, notice }: EffectOf<'page'>): EffectJob {
  async function pageFor(ctx: Ctx, situation: Situation): Promise<Page> {
    const message = await renderMessage(ctx, situation, notice, null);
    return { key: situation.row.id, user, message };
  }

  function answered({ phone }: Ctx, { message, ...answer }: Paged): Outcome {
    const beside = phone !== null && notice.call !== 'inform';
    return sent({ ...answer, ...message }, { type: 'pageAnswered', user, title, answer, beside });
  }

  /** No message of its own: somebody else's incident has one that waits for the same person. */
  function carried({ phone }: Ctx, carrier: { row: EffectModel; incident: Incident }): Outcome {
    // A private incident has a number for those who are not in it, and nothing else.
    const answer = { outcome: 'accepted', via: 'Slack message', rang: false, with: nameOf(carrier.incident) } as const;
    const beside = phone !== null;
    return sent({ ...answer, carrier: carrier.row.id }, { type: 'pageAnswered', user, title, answer, beside });
  }

  return {
    send: async (ctx, situation) => {
      const { merged } = situation.incident;
      if (merged !== null)
        return { state: 'cancelled', reason: `Its incident was merged into ${nameOf(merged.into)}.` };
      if (await isOvertaken(ctx, situation, notice)) return { state: 'cancelled', reason: overtaken };
      const carrier = await absorbCall(ctx, situation, notice);
      if (carrier !== null) return carried(ctx, carrier);
      const message = await pageFor(ctx, situation);
      await refuseStale(ctx, situation.row);
      return answered(ctx, await ctx.pager.page(message));
    },
    find: async (ctx, situation) => {
      const paged = await ctx.pager.find(await pageFor(ctx, situation));
      return paged === null ? null : answered(ctx, paged);
    },
  };
}

/**
 * After an outage one call per person is enough: the latest. Being informed is no call, so it takes no other's place. To somebody
 * who has answered all of them would say just that.
 */
async function isOvertaken(
  ctx: Ctx,
  { row, incident }: Situation,
  { user, call }: { user: string; call: CallKind },
): Promise<boolean> {
  const isAnswered = answerOf(incident, user) !== null;
  if (!isAnswered && !isLate(row.dueAt, ctx.now())) return false;
  const later = await ctx.db.prisma.effect.findMany({
    where: { lane: row.lane, incidentId: row.incidentId, type: 'page', state: 'planned', seq: { gt: row.seq } },
    select: { payload: true },
  });
  return later.some(({ payload }) => {
    const effect = parseEffect(payload);
    return effect.type === 'page' && (isAnswered || call === 'inform' || effect.notice.call !== 'inform');
  });
}
