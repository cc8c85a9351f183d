import { isDeepStrictEqual } from 'node:util';
import type { Ctx } from '../../context.ts';
import type { Prisma } from '../../db/generated/client.ts';
import { type Destination, surfaceId } from '../../domain/effects.ts';
import { isLate } from '../../domain/lateness.ts';
import type { Notice } from '../../domain/notices.ts';
import { withoutSuperseded } from '../../domain/superseded.ts';
import { findMarked, markOf } from '../../slack/client-marks.ts';
import type { Rendered } from '../../slack/views/build-blocks.ts';
import { findAnnounceChannel } from '../find-announce-channel.ts';
import { openDirectMessage } from '../open-direct-message.ts';
import { refuseStale } from '../refuse-stale.ts';
import { renderMessage } from '../render-message.ts';
import { type EffectJob, type EffectOf, type Outcome, type Situation, channelOf, sent } from './effect-job.ts';
import { foldLate } from './fold-late.ts';
import { overtaken } from './overtaken.ts';
import { readPosted } from './read-posted.ts';

type Message = Rendered & { metadata: ReturnType<typeof markOf>; unfurl_links: boolean; unfurl_media: boolean };
type Place = { channel: string; thread: string | null; broadcast: boolean };

/** Posts a message. Its metadata carries the effect's id, so that it is found again when the answer was lost. */
export function post({ to, notice }: EffectOf<'post'>): EffectJob {
  async function send(ctx: Ctx, situation: Situation): Promise<Outcome> {
    const into = await foldLate(ctx, situation.row, situation.incident.id);
    if (into?.kind === 'carried') return sent({ carrier: into.by });
    const shown = into?.kind === 'stands' ? into.notice : await stillToSay(ctx, situation, { to, notice });
    if (shown === null) return { state: 'cancelled', reason: overtaken };
    const place = await placeOf(ctx, situation, into?.kind === 'stands' ? into.to : to);
    if (place === null) return { state: 'cancelled', reason: 'There is no such channel.' };
    const { text, blocks } = await renderMessage(ctx, situation, shown, null);
    const message = { text, blocks, metadata: markOf(situation.row.id), unfurl_links: false, unfurl_media: false };
    await refuseStale(ctx, situation.row);
    const answer = await postAt(ctx, place, message);
    return posted(answer.channel ?? place.channel, answer.ts);
  }

  async function find(ctx: Ctx, situation: Situation): Promise<Outcome | null> {
    const place = await placeOf(ctx, situation, to);
    if (place === null) return null;
    const ts = await findMarked(ctx.slack, { ...place, effect: situation.row.id, since: situation.row.createdAt });
    return ts === null ? null : posted(place.channel, ts);
  }

  return { send, find };
}

/** After an outage a reminder says nothing that a later one says, too; null when nothing is left of it. */
async function stillToSay(
  ctx: Ctx,
  { row, incident }: Situation,
  { to, notice }: Pick<EffectOf<'post'>, 'to' | 'notice'>,
): Promise<Notice | null> {
  if ((notice.type !== 'nudge' && notice.type !== 'due') || !isLate(row.dueAt, ctx.now())) return notice;
  const said = { id: row.id, at: row.dueAt };
  const left = withoutSuperseded(notice, incident, said);
  // Kept before it is posted: later edits show the same.
  if (left !== null && !isDeepStrictEqual(left, notice)) {
    const payload: Prisma.InputJsonObject = JSON.parse(JSON.stringify({ type: 'post', to, notice: left }));
    await ctx.db.prisma.effect.update({ where: { id: row.id }, data: { payload } });
  }
  return left;
}

function posted(channel: string, ts: string | undefined): Outcome {
  if (ts === undefined) throw new Error('Slack answered a post without the message’s ts');
  return sent({ channel, ts });
}

function postAt({ slack }: Ctx, { channel, thread, broadcast }: Place, message: Message) {
  if (thread === null) return slack.chat.postMessage({ channel, ...message });
  if (broadcast) return slack.chat.postMessage({ channel, ...message, thread_ts: thread, reply_broadcast: true });
  return slack.chat.postMessage({ channel, ...message, thread_ts: thread });
}

/** Where it goes; null when there is no such place and need not be one. */
async function placeOf(ctx: Ctx, { incident }: Situation, to: Destination): Promise<Place | null> {
  switch (to.type) {
    case 'channel':
      return { channel: channelOf(incident), thread: null, broadcast: false };
    case 'formerChannel': {
      const former = incident.madePrivate?.channel ?? null;
      return former === null ? null : { channel: former.id, thread: null, broadcast: false };
    }
    case 'thread': {
      const first = await readPosted(ctx, to.under);
      // What was posted in a channel that everybody sees is taken back, and so is what belongs below it.
      if (first === null || first.channel !== channelOf(incident)) return null;
      return { channel: first.channel, thread: first.ts, broadcast: false };
    }
    case 'person':
      return { channel: await openDirectMessage(ctx, to.user), thread: null, broadcast: false };
    case 'announcements': {
      const channel = await findAnnounceChannel(ctx);
      return channel === null ? null : { channel, thread: null, broadcast: false };
    }
    case 'announcementThread': {
      const announcement = await readPosted(ctx, surfaceId(incident.id, 'announcement'));
      return announcement === null
        ? null
        : { channel: announcement.channel, thread: announcement.ts, broadcast: to.broadcast };
    }
  }
}
