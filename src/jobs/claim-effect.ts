import { z } from 'zod';
import type { Ctx } from '../context.ts';
import type { Prisma } from '../db/generated/client.ts';
import type { EffectModel } from '../db/generated/models.ts';
import { type Head, claimPlanned, headOf } from '../db/read-plainly.ts';
import { callTimeout } from '../slack/client.ts';
import { heldUntil } from './held-by-limit.ts';

/** What a drain finds at the head of its lane. */
export type Claim =
  /** Nothing to do, or somebody else is at it or will see to it. */
  | { kind: 'nothing' }
  /** Not before then. */
  | { kind: 'wait'; until: Date }
  /** It cannot happen any more. */
  | { kind: 'pointless'; row: EffectModel; reason: string }
  /** Ours now. `uncertainSince` is set when an earlier try went unanswered: look before doing it again. */
  | { kind: 'claimed'; row: EffectModel; reconcile: boolean; uncertainSince: Date | null };

/** After this, what was asked at `sendingAt` has either been done or never will be: the call's timeout and 5 s. */
export const settledAfter = callTimeout + 5000;

const doubt = z.object({ uncertainSince: z.coerce.date() });
/** Planned in a backup that was restored: what was done after the backup is not in the record. */
const restored = z.object({ doubtedSince: z.coerce.date() });

/** Whether a planned effect may have been done already, unseen, because its record was restored from a backup. */
export function isDoubted(result: unknown): boolean {
  return restored.safeParse(result).success;
}

const kept = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).catch({});

/** What this process is sending at this moment: a claim of ours that is not in here was left behind by an error. */
const inFlight = new Set<string>();

function flightOf(ctx: Ctx, id: string): string {
  return `${ctx.processId} ${id}`;
}

/** Ends what claimNext began. */
export function release(ctx: Ctx, id: string): void {
  inFlight.delete(flightOf(ctx, id));
}

/** Whether this process is sending the effect right now. */
export function isInFlight(ctx: Ctx, id: string): boolean {
  return inFlight.has(flightOf(ctx, id));
}

/** Takes the first unfinished effect of the lane, if it can be done now. Whoever claims it must release it. */
export async function claimNext(ctx: Ctx, lane: string): Promise<Claim> {
  for (;;) {
    const head = await headOf(ctx.db.plain, lane, ctx.now());
    ctx.limits.learn(head?.waits ?? []);
    if (head === null || isInFlight(ctx, head.row.id)) return { kind: 'nothing' };
    const { row } = head;
    if (row.owner === ctx.processId && (await hasMovedOn(ctx, row))) continue;
    const hindrance = row.state === 'planned' ? hindranceOf(ctx, head) : await othersHold(ctx, row);
    if (hindrance !== null) return hindrance;
    const claimed = await claim(ctx, row);
    // Null when somebody was faster: the head of the lane is looked at again.
    if (claimed !== null) return claimed;
  }
}

/** A claim of ours that is not in flight was left behind, unless it was finished between reading the row and looking. */
async function hasMovedOn(ctx: Ctx, { id, state, attempts }: EffectModel): Promise<boolean> {
  const now = await ctx.db.prisma.effect.findUnique({ where: { id }, select: { state: true, attempts: true } });
  return now === null || now.state !== state || now.attempts !== attempts;
}

/** What has nothing to do where its message could not be posted. */
export const needless: readonly string[] = ['refresh', 'pin', 'retell'];

/** What keeps a planned effect from being done now. */
function hindranceOf(ctx: Ctx, { row, needed }: Head): Claim | null {
  if (row.needs !== null) {
    if (needed === null || needed === 'cancelled')
      return { kind: 'pointless', row, reason: 'What it belongs to was not done.' };
    // A failed message may be retried; what edits or pins it would then be out of date. The rest waits for the retry.
    if (needed === 'failed' && needless.includes(row.type))
      return { kind: 'pointless', row, reason: 'The message that it belongs to could not be posted.' };
    // Whoever finishes the needed effect has this lane drained.
    if (needed !== 'sent') return { kind: 'nothing' };
  }
  const until = row.notBefore > ctx.now() ? row.notBefore : heldUntil(ctx, row);
  return until === null ? null : { kind: 'wait', until };
}

/** Whether an effect that was being sent must be left alone: its owner lives, or its outcome is still open. */
async function othersHold(ctx: Ctx, row: EffectModel): Promise<Claim | null> {
  if (row.owner !== null && row.owner !== ctx.processId && (await isLiving(ctx, row.owner))) return { kind: 'nothing' };
  const settled = Math.max(row.notBefore.getTime(), (row.sendingAt?.getTime() ?? 0) + settledAfter);
  return settled > ctx.now().getTime() ? { kind: 'wait', until: new Date(settled) } : null;
}

async function isLiving(ctx: Ctx, processId: string): Promise<boolean> {
  const found = await ctx.db.prisma.process.findUnique({ where: { id: processId }, select: { stoppedAt: true } });
  return found !== null && found.stoppedAt === null;
}

async function claim(ctx: Ctx, row: EffectModel): Promise<Claim | null> {
  const doubted = restored.safeParse(row.result).data?.doubtedSince ?? null;
  const wasSending = row.state === 'sending';
  const reconcile = wasSending || doubted !== null;
  const known = doubt.safeParse(row.result).data?.uncertainSince ?? doubted;
  const uncertainSince = known ?? (reconcile ? (row.sendingAt ?? row.createdAt) : null);
  // Another drain of this process was faster; its mark is not ours to take away.
  if (isInFlight(ctx, row.id)) return null;
  // Before the first await, so that another drain of this process cannot take it for left behind.
  inFlight.add(flightOf(ctx, row.id));
  try {
    const now = ctx.now();
    const changes = wasSending
      ? {
          owner: ctx.processId,
          // Looking counts too: in an outage it would else be asked for every second.
          attempts: row.attempts + 1,
          result: { ...kept.parse(row.result), uncertainSince: (uncertainSince ?? now).toISOString() },
        }
      : { owner: ctx.processId, state: 'sending', sendingAt: now, attempts: row.attempts + 1 };
    const isOurs = wasSending
      ? await updateClaim(ctx, row, changes)
      : await claimPlanned(ctx.db.plain, row, { owner: ctx.processId, now });
    if (isOurs) return { kind: 'claimed', row: { ...row, ...changes }, reconcile, uncertainSince };
  } catch (error) {
    release(ctx, row.id);
    throw error;
  }
  release(ctx, row.id);
  return null;
}

async function updateClaim(ctx: Ctx, row: EffectModel, data: Prisma.EffectUpdateManyMutationInput): Promise<boolean> {
  const { id, state, owner, attempts } = row;
  const { count } = await ctx.db.prisma.effect.updateMany({ where: { id, state, owner, attempts }, data });
  return count === 1;
}

/** Commits that a reconciled effect is sent once more, before it is. False when somebody else has it by now. */
export async function claimAgain(ctx: Ctx, row: EffectModel): Promise<EffectModel | null> {
  const changes = { sendingAt: ctx.now() };
  const { count } = await ctx.db.prisma.effect.updateMany({
    where: { id: row.id, state: 'sending', owner: ctx.processId },
    data: changes,
  });
  return count === 1 ? { ...row, ...changes } : null;
}
