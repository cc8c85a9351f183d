import type { Ctx } from '../../context.ts';
import { type Incident, nameOf } from '../../domain/incident.ts';
import { UserError } from '../../errors.ts';
import { refusalCode } from '../../slack/client-errors.ts';
import { parseEffect } from './parse-effect.ts';
import type { FormerChannel } from './withdraw.ts';

const mostNames = 10;

/** Clears the old channel's topic and takes away the bookmarks that the bot added. Deleting a message has unpinned it. */
export async function clearHeader(ctx: Ctx, incident: Incident, { id: channel }: FormerChannel): Promise<void> {
  const { channel: now } = await ctx.slack.conversations.info({ channel });
  // Slack posts a notice each time.
  if ((now?.topic?.value ?? '') !== '') await ctx.slack.conversations.setTopic({ channel, topic: '' });
  const added = await ctx.db.prisma.effect.findMany({
    where: { incidentId: incident.id, type: 'addBookmark' },
    select: { payload: true },
  });
  const links = new Set(
    added.flatMap(({ payload }) => {
      const effect = parseEffect(payload);
      return effect.type === 'addBookmark' ? [`${effect.title} ${effect.url}`] : [];
    }),
  );
  const { bookmarks = [] } = await ctx.slack.bookmarks.list({ channel_id: channel });
  for (const { id, title, link } of bookmarks)
    if (id !== undefined && links.has(`${title} ${link}`))
      await ctx.slack.bookmarks.remove({ channel_id: channel, bookmark_id: id });
}

/** The old channel's name tells the title: it gets one that tells the number only. Answers the name. */
export async function giveNeutralName(ctx: Ctx, incident: Incident, { id: channel }: FormerChannel): Promise<string> {
  const neutral = `${nameOf(incident).toLowerCase()}-moved`;
  const { channel: now } = await ctx.slack.conversations.info({ channel });
  if (now?.name?.startsWith(neutral)) return now.name;
  for (let n = 1; n <= mostNames; n += 1) {
    const name = n === 1 ? neutral : `${neutral}-${n}`;
    try {
      await ctx.slack.conversations.rename({ channel, name });
      return name;
    } catch (error) {
      if (refusalCode(error) !== 'name_taken') throw error;
    }
  }
  throw new UserError('channel_names_taken', `#${neutral} and the names after it are taken.`, 'Rename it by hand.');
}
