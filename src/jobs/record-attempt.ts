import { carryOut } from '../commands/execute.ts';
import type { Ctx } from '../context.ts';
import { addDrain, drainWaitingFor, enqueueEffects } from '../db/effects.ts';
import type { EffectModel } from '../db/generated/models.ts';
import { type Tx, lockIncident } from '../db/incidents.ts';
import { type Ending, endEffect, type Left } from '../db/lanes.ts';
import { ask, type Askable } from '../db/plain.ts';
import type { Command } from '../domain/commands.ts';
import { type Effect, placeOf, surfaceId } from '../domain/effects.ts';
import type { Incident } from '../domain/incident.ts';
import { UserError } from '../errors.ts';
import type { Outcome } from './effects/effect-job.ts';
import { parseEffect } from './effects/parse-effect.ts';
import { ownNotice } from './effects/read-carried.ts';
import { stepName } from './name-step.ts';
import { isOpeningStep } from './receipt-lines.ts';
import { isWithdrawal } from './withdrawal-lines.ts';
import type { Attempt } from './run-effect.ts';

type GivenBack = { state: 'planned' | 'sending'; error: string; notBefore: Date };

/** Thrown to roll back: the effect was taken over by another process, which took this one for dead. */
class ClaimLost extends Error {}

/** Records what one try came to, in one transaction with what it means for the incident. True when there is more in the lane. */
export async function recordAttempt(ctx: Ctx, row: EffectModel, attempt: Attempt): Promise<boolean> {
  switch (attempt.kind) {
    case 'lost':
      return false;
    case 'retry':
    case 'unknown':
      ctx.log.warn(
        {
          effectId: row.id,
          type: row.type,
          attempts: row.attempts,
          outcome: attempt.kind,
          reason: attempt.reason,
          at: attempt.at,
        },
        'An effect is tried again',
      );
      await ctx.db.prisma.$transaction(async (tx) => {
        const delay = delayOf(row, attempt.reason);
        // First the incident, then its effects: the order in which everybody locks.
        const incident = delay === null ? null : await lockIncident(tx, row.incidentId ?? '');
        if (incident !== null && delay !== null) await tell(tx, ctx, row, { incident, command: delay });
        const state = attempt.kind === 'retry' ? 'planned' : 'sending';
        const kept = await giveBack(tx, ctx, row, { state, notBefore: attempt.at, error: attempt.reason });
        if (kept) await addDrain(tx, row.lane, attempt.at);
      });
      ctx.nudge();
      return false;
    case 'failed':
      ctx.log.warn(
        { effectId: row.id, type: row.type, attempts: row.attempts, reason: attempt.reason },
        'An effect failed',
      );
      return finish(ctx, row, { state: 'failed', error: attempt.reason }, commandOfFailure(row, attempt));
    case 'finished': {
      const { outcome } = attempt;
      const ending = endingOf(outcome);
      const command = outcome.state === 'sent' ? outcome.command : null;
      if (attempt.alone === true && command === null) return finishAlone(ctx, row, ending);
      return finish(ctx, row, ending, command);
    }
  }
}

function endingOf(outcome: Outcome): Ending {
  if (outcome.state === 'cancelled') return { state: 'cancelled', error: outcome.reason };
  return { state: 'sent', result: outcome.result, error: null };
}

/** More than half of all effects are edits: without a transaction each takes half as long. */
async function finishAlone(ctx: Ctx, row: EffectModel, ending: Ending): Promise<boolean> {
  const left = await endEffect(ctx.db.plain, row, { owner: ctx.processId, now: ctx.now(), ending });
  if (left === null) tellLost(ctx, row);
  return left?.more === true;
}

function tellLost(ctx: Ctx, row: EffectModel): void {
  ctx.log.warn({ effectId: row.id }, 'Another process has taken this effect over');
}

async function finish(ctx: Ctx, row: EffectModel, ending: Ending, command: Command | null): Promise<boolean> {
  let left: Left;
  // Else nothing was planned that a worker should look for at once.
  let planned = command !== null;
  try {
    left = await ctx.db.plain.transaction(async (tx) => {
      // First the incident, then its effects: the order in which everybody locks. It also makes sure that an effect which is
      // being planned right now and needs this one is either seen below or sees this one finished.
      let incident = row.incidentId === null ? null : await lockIncident(tx, row.incidentId);
      if (incident !== null && command !== null) incident = await tell(tx, ctx, row, { incident, command });
      const mends = ending.state === 'sent' && !isRefusal(ending.result);
      if (mends && incident?.troubles[row.id]?.mendedAt === null) {
        planned = true;
        await tell(tx, ctx, row, { incident, command: { type: 'effectMended', effect: row.id } });
      }
      const found = await endEffect(tx, row, { owner: ctx.processId, now: ctx.now(), ending });
      if (found === null) throw new ClaimLost();
      if (found.waiting) await drainWaitingFor(tx, [row.id], ctx.now());
      const refreshed = await refreshReceipt(tx, ctx, row);
      planned ||= found.waiting || refreshed;
      return found;
    });
  } catch (error) {
    if (!(error instanceof ClaimLost)) throw error;
    tellLost(ctx, row);
    return false;
  }
  if (planned) ctx.nudge();
  // What is planned for the lane from now on brings a job of its own.
  return left.more;
}

async function giveBack(tx: Tx, ctx: Ctx, row: EffectModel, change: GivenBack): Promise<boolean> {
  const { count } = await tx.effect.updateMany({
    where: { id: row.id, state: 'sending', owner: ctx.processId },
    data: { ...change, owner: null },
  });
  return count === 1;
}

type Told = { incident: Incident; command: Command };

async function tell(tx: Askable, ctx: Ctx, row: EffectModel, { incident, command }: Told): Promise<Incident> {
  try {
    return await carryOut(tx, ctx, { before: incident, command, channel: null, who: null });
  } catch (error) {
    // The effect has happened; that the incident does not want to hear of it must not make it happen again.
    if (!(error instanceof UserError)) throw error;
    ctx.log.warn({ err: error, effectId: row.id, kind: command.type }, 'The incident refused the result of an effect');
    return incident;
  }
}

const channelLosses: Record<string, 'archived' | 'botRemoved' | 'deleted'> = {
  is_archived: 'archived',
  not_in_channel: 'botRemoved',
  channel_not_found: 'deleted',
};

function commandOfFailure(row: EffectModel, { code, reason }: { code: string | null; reason: string }): Command | null {
  if (row.incidentId === null) return null;
  const effect = parseEffect(row.payload);
  const lost = channelLosses[code ?? ''];
  if (lost !== undefined && isInChannel(effect)) return { type: 'channelLost', reason: lost };
  // Who cannot be written to is told nothing more; nobody else waits for it.
  const said = ownNotice(row.payload);
  if (said?.type === 'followed') return { type: 'followerLost', user: said.user };
  // Phones wait for what it tells.
  if (effect.type === 'attach') {
    const answer = { outcome: 'refused', via: 'PagerDuty', reason, title: null, again: true } as const;
    return { type: 'pageAttached', effect: row.id, answer };
  }
  // A word of trouble that cannot be said would only ask for another one.
  if (effect.type === 'post' && effect.notice.type === 'trouble') return null;
  return { type: 'effectFailed', effect: row.id, what: stepName(effect), reason, ...concerned(effect) };
}

/** Whoever waits for a phone to ring hears at once that it does not yet. */
function delayOf(row: EffectModel, reason: string): Command | null {
  // Looked at only then: this version may not know it.
  if (row.incidentId === null || row.type !== 'ring') return null;
  const effect = parseEffect(row.payload);
  if (effect.type !== 'ring') return null;
  const { type: _, ...call } = effect;
  return { type: 'ringDelayed', effect: row.id, via: 'PagerDuty', reason, ...call };
}

// A pager's refusal is an answer, so the effect is done; for people it is not.
function isRefusal(result: object | undefined): boolean {
  return result !== undefined && 'outcome' in result && result.outcome === 'refused';
}

function concerned(effect: Effect): { to?: string; unheard?: string } {
  if (effect.type === 'archiveChannel') return { to: effect.by };
  return effect.type === 'post' && effect.notice.type === 'digest' ? { unheard: effect.notice.user } : {};
}

function isInChannel(effect: Effect): boolean {
  if (effect.type === 'post') return effect.to.type === 'channel';
  return (
    effect.type === 'setTopic' ||
    effect.type === 'addBookmark' ||
    effect.type === 'invite' ||
    effect.type === 'draftPostMortem'
  );
}

/** The message that has a line for this effect. */
function receiptOf(incidentId: string, row: EffectModel): string | null {
  if (isWithdrawal(incidentId, row)) return surfaceId(incidentId, 'withdrawal');
  return isOpeningStep(incidentId, row) ? surfaceId(incidentId, 'receipt') : null;
}

/** Whether there is one to refresh. */
async function refreshReceipt(tx: Askable, ctx: Ctx, row: EffectModel): Promise<boolean> {
  const { incidentId, workspace } = row;
  if (incidentId === null) return false;
  const target = receiptOf(incidentId, row);
  if (target === null) return false;
  // Locked, so that it is not being rendered from before this transaction while it still looks planned.
  const text = 'SELECT state FROM effect WHERE id = $1::text FOR UPDATE';
  const [receipt] = await ask<{ state: string }>(tx, text, [target]);
  if (receipt?.state !== 'sending' && receipt?.state !== 'sent') return false;
  const effect = { type: 'refresh', target } as const;
  const id = `${row.id}>receipt.${row.attempts}.${ctx.now().getTime()}`;
  await enqueueEffects(tx, { id: incidentId, workspace }, [{ id, effect, ...placeOf(incidentId, effect) }], ctx.now());
  return true;
}
