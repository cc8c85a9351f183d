import type { Ctx } from '../../context.ts';
import type { RingAnswer } from '../../domain/commands.ts';
import { type Incident, nameOf } from '../../domain/incident.ts';
import { isUrgent, severityOf } from '../../domain/policy.ts';
import { isRingNeeded, ringsSince } from '../../domain/rings.ts';
import type { Phone, Ring } from '../../pager/phone.ts';
import { absorbRing } from '../absorb-ring.ts';
import { type EffectJob, type EffectOf, type Outcome, type Result, type Situation, sent } from './effect-job.ts';

// PagerDuty takes more, but reads it aloud.
const longestTitle = 200;

/** Has somebody's phone ring, unless they have answered by now, and tells the incident what the pager said. */
export function ring({ type: _, ...call }: EffectOf<'ring'>): EffectJob {
  async function ringFor(ctx: Ctx, { incident, row }: Situation): Promise<Ring> {
    const { policy } = await ctx.runbooks.of(incident);
    const person = Object.values(policy.people).find((one) => one.slack === call.user && one.pagerduty !== null);
    const urgent = isUrgent(severityOf(policy, incident.severity));
    return { key: row.id, user: call.user, pagerId: person?.pagerduty ?? null, title: pageTitle(incident), urgent };
  }

  function answered({ row }: Situation, answer: RingAnswer): Outcome {
    return sent(resultOf(answer), { type: 'rang', effect: row.id, answer, ...call });
  }

  return {
    send: async (ctx, situation) => {
      if (ctx.phone === null) return { state: 'cancelled', reason: 'No pager is set up.' };
      if (!isRingNeeded(call, situation.incident)) return { state: 'cancelled', reason: 'Nobody has to be called.' };
      if (ringsSince(situation.incident, call.user, situation.row.dueAt))
        return { state: 'cancelled', reason: 'Their phone rings already, since this was due.' };
      const carried = await absorbRing(ctx, situation, call.user);
      return answered(situation, carried ?? (await ctx.phone.ring(await ringFor(ctx, situation))));
    },
    find: async (ctx, situation) => {
      const found = await lookUp(ctx.phone, await ringFor(ctx, situation));
      return found === null ? null : answered(situation, found);
    },
  };
}

/** What the pager shows, on lock screens too: a private incident is its number and no more. */
export function pageTitle(incident: Incident): string {
  if (incident.private) return `Private incident ${nameOf(incident)}`;
  return `${nameOf(incident)} ${incident.severity}: ${incident.title}`.slice(0, longestTitle);
}

async function lookUp(phone: Phone | null, asked: Ring): Promise<RingAnswer | null> {
  return phone === null ? null : phone.find(asked);
}

function resultOf(answer: RingAnswer): Result {
  const { outcome, via } = answer;
  if (answer.outcome === 'refused') return { outcome, via, reason: answer.reason };
  return answer.outcome === 'accepted' ? { outcome, via, page: answer.page.id } : { outcome, via };
}
