import { randomUUID } from 'node:crypto';
import type { Ctx } from '../context.ts';
import type { TroubleModel } from '../db/generated/models.ts';
import { refusalCode } from '../slack/client-errors.ts';
import { findMarked, markOf } from '../slack/client-marks.ts';
import { type OwnTrouble, renderOwnTrouble } from '../slack/views/own-trouble.ts';
import { findAnnounceChannel } from './find-announce-channel.ts';

/** Scopes that the app lacks, each with what it is for, and what to do about it. */
export type Missing = { scopes: { scope: string; reason: string }[]; remedy: string };

// After a claim of this age its call was answered or never will be.
const settledAfter = 60_000;

/**
 * Says in the announcements channel, once, which scopes are missing; edits it when others are, and when none is any more. The row
 * makes it once for all replicas and restarts.
 */
export async function tellMissing(ctx: Ctx, workspace: string, missing: Missing): Promise<void> {
  const wanted = missing.scopes.map(({ scope }) => scope).join(' ');
  const row = await ctx.db.prisma.trouble.findUnique({ where: { workspace_cause: { workspace, cause: 'scopes' } } });
  if (wanted === '' && row === null) return;
  if (row === null) await begin(ctx, workspace, 'scopes', wanted);
  else if (row.detail === wanted && row.saidDetail === wanted) return;
  else await ctx.db.prisma.trouble.updateMany({ where: { id: row.id }, data: { detail: wanted } });
  const { scopes, remedy } = missing;
  const mended = wanted === '' ? ctx.now().toISOString() : null;
  const said = await say(ctx, workspace, { cause: 'scopes', missing: scopes, remedy, mended }, wanted);
  // Told and mended: the next time is a new one. What nobody was told of needs no word of its end.
  if (wanted === '' && (said || row?.ts === null)) await end(ctx, workspace, 'scopes');
}

/** Keeps since when Slack does not accept the token: nothing can be posted until it does. */
export async function noteTokenTrouble(ctx: Ctx, workspace: string, code: string): Promise<void> {
  await begin(ctx, workspace, 'token', code);
}

/** Slack accepts the token: who reads the announcements hears that it did not, and since when. */
export async function tellBack(ctx: Ctx, workspace: string): Promise<void> {
  const row = await ctx.db.prisma.trouble.findUnique({ where: { workspace_cause: { workspace, cause: 'token' } } });
  if (row === null) return;
  const trouble: OwnTrouble = { cause: 'token', from: row.createdAt.toISOString(), to: ctx.now().toISOString() };
  if (await say(ctx, workspace, trouble, row.detail)) await end(ctx, workspace, 'token');
}

async function begin(ctx: Ctx, workspace: string, cause: string, detail: string): Promise<void> {
  await ctx.db.prisma.trouble.createMany({
    data: [{ id: randomUUID(), workspace, cause, detail, createdAt: ctx.now() }],
    skipDuplicates: true,
  });
}

async function end({ db }: Ctx, workspace: string, cause: string): Promise<void> {
  await db.prisma.trouble.deleteMany({ where: { workspace, cause } });
}

/** Posts it, or edits what was posted. True when it is there as it should be; false when somebody else is at it, or it cannot be now. */
async function say(ctx: Ctx, workspace: string, trouble: OwnTrouble, detail: string): Promise<boolean> {
  const { db } = ctx;
  const channel = await findAnnounceChannel(ctx);
  // Nobody reads it anywhere but in the log.
  if (channel === null) return true;
  const row = await claim(ctx, workspace, trouble.cause);
  if (row === null) return false;
  try {
    const ts = await tell(ctx, row, channel, trouble);
    await db.prisma.trouble.updateMany({
      where: { id: row.id },
      data: { saidDetail: detail, claimedAt: null, ts, channel: ts === null ? null : (row.channel ?? channel) },
    });
    return true;
  } catch (error) {
    // Refused is not done: the next look need not search for it.
    if (refusalCode(error) !== null)
      await db.prisma.trouble.updateMany({ where: { id: row.id }, data: { claimedAt: null } });
    throw error;
  }
}

/** Answers the message's ts; null when there is nothing to tell: it was mended before anybody heard of it. */
async function tell({ slack, now }: Ctx, row: Claimed, found: string, trouble: OwnTrouble): Promise<string | null> {
  const channel = row.channel ?? found;
  const effect = `trouble:${row.id}`;
  const { text, blocks } = renderOwnTrouble(trouble, now());
  const message = { channel, text, blocks, metadata: markOf(effect) };
  const searched = row.ts === null && row.claimedBefore !== null;
  const ts = searched ? await findMarked(slack, { channel, thread: null, effect, since: row.createdAt }) : row.ts;
  if (ts !== null) {
    await slack.chat.update({ ...message, ts });
    return ts;
  }
  if (trouble.cause === 'scopes' && trouble.mended !== null) return null;
  const answer = await slack.chat.postMessage({ ...message, unfurl_links: false, unfurl_media: false });
  return answer.ts ?? null;
}

type Claimed = TroubleModel & { claimedBefore: Date | null };

/** One process says it. Whoever claimed it and did not finish within a minute has died or was not answered: it is looked for first. */
async function claim({ db, now }: Ctx, workspace: string, cause: string): Promise<Claimed | null> {
  const row = await db.prisma.trouble.findUnique({ where: { workspace_cause: { workspace, cause } } });
  if (row === null) return null;
  const at = now();
  if (row.claimedAt !== null && row.claimedAt.getTime() > at.getTime() - settledAfter) return null;
  const { count } = await db.prisma.trouble.updateMany({
    where: { id: row.id, claimedAt: row.claimedAt },
    data: { claimedAt: at },
  });
  return count === 1 ? { ...row, claimedBefore: row.claimedAt } : null;
}
