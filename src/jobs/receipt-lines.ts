import { z } from 'zod';
import type { Ctx } from '../context.ts';
import type { EffectModel } from '../db/generated/models.ts';
import { type Effect, surfaceId } from '../domain/effects.ts';
import type { Incident } from '../domain/incident.ts';
import type { ReceiptLine } from '../slack/views/facts.ts';
import { parseEffect } from './effects/parse-effect.ts';
import { stepName } from './name-step.ts';

const inviteResult = z.object({ invited: z.number(), refused: z.array(z.string()) });
const pageResult = z.object({ outcome: z.string(), via: z.string(), reason: z.string().optional() });

/** Whether an effect is a step of opening an incident, which its receipt shows: planned with the declaration. */
export function isOpeningStep(incidentId: string, effect: { id: string; type: string }): boolean {
  if (effect.type === 'refresh') return false;
  const named = [
    surfaceId(incidentId, 'channel'),
    surfaceId(incidentId, 'headline'),
    surfaceId(incidentId, 'announcement'),
  ];
  return named.includes(effect.id) || effect.id === `${incidentId}:topic` || effect.id.startsWith(`${incidentId}:1.`);
}

/** A line for each step of the incident's opening, as it stands now. */
export async function receiptLines(ctx: Ctx, incident: Incident): Promise<ReceiptLine[]> {
  const rows = await ctx.db.prisma.effect.findMany({
    where: {
      incidentId: incident.id,
      OR: [
        { id: { startsWith: `${incident.id}:1.` } },
        {
          id: {
            in: [
              surfaceId(incident.id, 'channel'),
              surfaceId(incident.id, 'headline'),
              surfaceId(incident.id, 'announcement'),
              `${incident.id}:topic`,
            ],
          },
        },
      ],
    },
    orderBy: { seq: 'asc' },
  });
  return rows
    .filter((row) => isOpeningStep(incident.id, row))
    .flatMap((row) => {
      const line = lineOf(ctx, incident, row);
      return line === null ? [] : [line];
    });
}

function lineOf(ctx: Ctx, incident: Incident, row: EffectModel): ReceiptLine | null {
  if (row.state === 'cancelled') return null;
  const label = labelOf(ctx, incident, row);
  if (label === null) return null;
  const refused =
    ['page', 'ring', 'attach'].includes(row.type) && row.state === 'sent'
      ? pageResult.safeParse(row.result).data
      : undefined;
  // The pager answered, so the effect is done; for the declarer the person was not reached.
  if (refused?.outcome === 'refused')
    return { effectId: row.id, label, state: 'failed', reason: refused.reason ?? null };
  const state = row.state === 'sent' ? 'done' : row.state === 'failed' ? 'failed' : 'waiting';
  return { effectId: row.id, label, state, reason: row.state === 'failed' ? row.error : null };
}

function labelOf(ctx: Ctx, incident: Incident, row: EffectModel): string | null {
  const effect = parseEffect(row.payload);
  switch (effect.type) {
    case 'openChannel':
      return incident.channel === null ? 'Channel' : `Channel #${incident.channel.name}`;
    case 'post':
      // It was announced, and that was taken back.
      if (incident.madePrivate !== null && effect.notice.type === 'announcement') return null;
      return postLabel(ctx, effect);
    case 'invite':
      return inviteLabel(effect, row);
    case 'page':
      return pageLabel(effect, row);
    case 'ring':
      return ctx.phone === null ? null : ringLabel(effect, row);
    case 'attach':
      return row.state === 'sent' ? 'PagerDuty incident attached' : 'PagerDuty incident to be attached';
    case 'pin':
      return 'Headline pinned';
    case 'setTopic':
      return 'Topic';
    case 'addBookmark':
      return `Bookmark “${effect.title}”`;
    default:
      return stepName(effect);
  }
}

// Of the messages only the two surfaces are steps; others (somebody is asked to lead) are told where they are posted.
function postLabel(ctx: Ctx, { notice }: Extract<Effect, { type: 'post' }>): string | null {
  if (notice.type === 'headline') return 'Headline posted';
  if (notice.type !== 'announcement') return null;
  const where = ctx.config.announceChannel;
  return where === null || /^[CG][A-Z0-9]{6,}$/.test(where) ? 'Announced' : `Announced in #${where}`;
}

function inviteLabel({ users }: Extract<Effect, { type: 'invite' }>, row: EffectModel): string {
  const result = inviteResult.safeParse(row.result).data;
  const count = result?.invited ?? users.length;
  const invited = `${count} ${count === 1 ? 'person' : 'people'} invited`;
  return result === undefined || result.refused.length === 0
    ? invited
    : `${invited}, ${result.refused.length} could not be`;
}

function ringLabel({ title }: Extract<Effect, { type: 'ring' }>, row: EffectModel): string {
  const who = title === '' ? 'The person you paged' : title;
  const result = row.state === 'sent' ? pageResult.safeParse(row.result).data : undefined;
  if (result === undefined) return `${who}: to be paged`;
  return result.outcome === 'accepted'
    ? `${who}: ${result.via} accepted the page`
    : `${who}: ${result.outcome} by ${result.via}`;
}

function pageLabel({ title }: Extract<Effect, { type: 'page' }>, row: EffectModel): string {
  const who = title === '' ? 'The person you paged' : title;
  const result = row.state === 'sent' ? pageResult.safeParse(row.result).data : undefined;
  if (result === undefined) return `${who}: to be reached`;
  return result.outcome === 'accepted' ? `${who}: reached by ${result.via}` : `${who}: ${result.via} ${result.outcome}`;
}
