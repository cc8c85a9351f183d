import { z } from 'zod';
import type { Ctx } from '../../context.ts';
import type { EffectModel } from '../../db/generated/models.ts';
import { surfaceId } from '../../domain/effects.ts';
import type { Incident } from '../../domain/incident.ts';
import { classifyFailure, refusalCode } from '../../slack/client-errors.ts';
import { effectOfMark, findMarked } from '../../slack/client-marks.ts';
import { askBotUser } from '../bot-user.ts';
import { keepFileEdits } from '../../commands/keep-file-edits.ts';
import { postedSchema } from './read-posted.ts';
import { findAnnounceChannel } from '../find-announce-channel.ts';
import { parseEffect } from './parse-effect.ts';
import type { FormerChannel } from './withdraw.ts';

const pageSize = 200;
// Slack refuses all of them, then.
const mostRefused = 10;
const messageSchema = z.object({
  ts: z.string(),
  user: z.string().optional(),
  subtype: z.string().default(''),
  metadata: z.unknown().optional(),
  reply_users: z.array(z.string()).default([]),
});
type OwnMessage = z.infer<typeof messageSchema>;

/** Subtypes of what somebody wrote; the others are notices of Slack. */
const written = ['file_share', 'thread_broadcast', 'bot_message', 'me_message'];

/** Deletes the announcement and what the bot wrote under it; answers how many messages that were. */
export async function deleteAnnouncement(ctx: Ctx, incident: Incident): Promise<number> {
  const rows = await ctx.db.prisma.effect.findMany({
    where: { incidentId: incident.id, type: 'post', lane: `${incident.id}:announcements` },
    orderBy: { seq: 'desc' },
  });
  return each(rows, async (row) => {
    const place = postedSchema.safeParse(row.result).data ?? (await lookedFor(ctx, incident, row));
    return place !== null && unless(['message_not_found'], () => ctx.slack.chat.delete(place));
  });
}

/** A message whose answer was lost, and which was given up or called off since, may be there all the same. */
async function lookedFor(
  ctx: Ctx,
  incident: Incident,
  row: EffectModel,
): Promise<{ channel: string; ts: string } | null> {
  if (row.attempts === 0) return null;
  const channel = await findAnnounceChannel(ctx);
  if (channel === null) return null;
  const effect = parseEffect(row.payload);
  const parent =
    effect.type === 'post' && effect.to.type === 'announcementThread'
      ? await ctx.db.prisma.effect.findUnique({ where: { id: surfaceId(incident.id, 'announcement') } })
      : null;
  const thread = postedSchema.safeParse(parent?.result).data?.ts ?? null;
  const ts = await findMarked(ctx.slack, { channel, thread, effect: row.id, since: row.createdAt });
  return ts === null ? null : { channel, ts };
}

/** Deletes the drafts of the post-mortem; what people wrote into the last one is kept first. Answers how many there were. */
export async function deleteFiles(ctx: Ctx, incident: Incident, former: FormerChannel): Promise<number> {
  await keepFileEdits(ctx, incident);
  const bot = await askBotUser(ctx.slack);
  const found: string[] = [];
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const answer = await ctx.slack.files.list({ channel: former.id, user: bot, count: 100, page });
    found.push(...(answer.files ?? []).flatMap(({ id }) => id ?? []));
    pages = answer.paging?.pages ?? 1;
  }
  await each(found, (file) => unless(['file_not_found', 'file_deleted'], () => ctx.slack.files.delete({ file })));
  return found.length;
}

/** Deletes everything that the bot wrote in the old channel, but for the line that says it moved; answers how much that was. */
export async function deleteMessages(ctx: Ctx, incident: Incident, former: FormerChannel): Promise<number> {
  const own = await ownMessages(ctx, former, surfaceId(incident.id, 'farewell'));
  return each(own, ({ ts, subtype }) => {
    // Slack lets nobody delete what it says itself ("set the topic"); the private channel hears that it stays.
    const isNotice = subtype !== '' && !written.includes(subtype);
    const harmless = isNotice ? ['message_not_found', 'cant_delete_message'] : ['message_not_found'];
    return unless(harmless, () => ctx.slack.chat.delete({ channel: former.id, ts }));
  });
}

/** All are found before the first is deleted: a page must not move while it is turned. */
async function ownMessages(ctx: Ctx, { id: channel }: FormerChannel, stays: string): Promise<OwnMessage[]> {
  const bot = await askBotUser(ctx.slack);
  const isOwn = (message: OwnMessage) => message.user === bot && effectOfMark(message.metadata) !== stays;
  const own: OwnMessage[] = [];
  let cursor: string | undefined;
  do {
    const asked = { channel, limit: pageSize, include_all_metadata: true, ...(cursor ? { cursor } : {}) };
    const answer = await ctx.slack.conversations.history(asked);
    const messages = z.array(messageSchema).parse(answer.messages ?? []);
    for (const message of messages) {
      if (message.reply_users.includes(bot)) {
        const thread = await ctx.slack.conversations.replies({ channel, ts: message.ts, limit: pageSize });
        const replies = z.array(messageSchema).parse(thread.messages ?? []);
        own.push(...replies.filter((reply) => reply.ts !== message.ts && isOwn(reply)));
      }
      if (isOwn(message)) own.push(message);
    }
    cursor = answer.response_metadata?.next_cursor || undefined;
  } while (cursor !== undefined);
  return own;
}

/** Does it with each and counts what was done. One that Slack refuses for good keeps none of the others: it is told at the end. */
async function each<T>(all: T[], take: (one: T) => Promise<boolean>): Promise<number> {
  let done = 0;
  const refused: unknown[] = [];
  for (const one of all) {
    try {
      if (await take(one)) done += 1;
    } catch (error) {
      if (classifyFailure(error, 0)?.kind !== 'giveUp') throw error;
      refused.push(error);
      if (refused.length === mostRefused) throw error;
    }
  }
  if (refused.length > 0) throw refused[0];
  return done;
}

/** Does it; false where Slack refuses it for a reason that leaves nothing to do. */
async function unless(harmless: string[], call: () => Promise<unknown>): Promise<boolean> {
  try {
    await call();
    return true;
  } catch (error) {
    if (!harmless.includes(refusalCode(error) ?? '')) throw error;
    return false;
  }
}
