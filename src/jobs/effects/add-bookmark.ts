import type { Ctx } from '../../context.ts';
import { type EffectJob, type EffectOf, type Outcome, type Situation, channelOf, sent } from './effect-job.ts';

/** Adds a link to the channel's header. */
export function addBookmark({ title, url }: EffectOf<'addBookmark'>): EffectJob {
  async function send(ctx: Ctx, { incident }: Situation): Promise<Outcome> {
    await ctx.slack.bookmarks.add({ channel_id: channelOf(incident), title, type: 'link', link: url });
    return sent({});
  }

  async function find(ctx: Ctx, { incident }: Situation): Promise<Outcome | null> {
    const { bookmarks } = await ctx.slack.bookmarks.list({ channel_id: channelOf(incident) });
    const there = bookmarks?.some((bookmark) => bookmark.title === title && bookmark.link === url);
    return there ? sent({}) : null;
  }

  return { send, find };
}
