import { readNames } from '../../commands/read-names.ts';
import type { Ctx } from '../../context.ts';
import { surfaceId } from '../../domain/effects.ts';
import type { Incident } from '../../domain/incident.ts';
import { isInsider } from '../../domain/is-insider.ts';
import { refusalCode } from '../../slack/client-errors.ts';
import { askBotUser } from '../bot-user.ts';
import { type Outcome, type Situation, sent } from './effect-job.ts';
import { readPosted } from './read-posted.ts';

const pageSize = 200;
const mostPages = 50;
const mostNamed = 50;

/** Asks Slack who was in the old channel and how many are in the announcements channel, and tells the incident. */
export async function countAudience(ctx: Ctx, { incident }: Situation): Promise<Outcome> {
  const former = incident.madePrivate?.channel ?? null;
  const members = former === null ? [] : await membersOf(ctx, former.id);
  const others = members.filter((user) => !isInsider(incident, user));
  const named = others.slice(0, mostNamed);
  // This message waits for the names: it must not mention who is to see nothing more.
  const nameOf = await readNames(ctx, named);
  return sent(
    {},
    {
      type: 'audienceCounted',
      members: members.length,
      others: named.map(nameOf),
      othersCount: others.length,
      announced: await countAnnounced(ctx, incident),
    },
  );
}

async function membersOf(ctx: Ctx, channel: string): Promise<string[]> {
  const bot = await askBotUser(ctx.slack);
  const found: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const asked = { channel, limit: pageSize, ...(cursor ? { cursor } : {}) };
    const answer = await unlessGone(() => ctx.slack.conversations.members(asked));
    found.push(...(answer?.members ?? []).filter((user) => user !== bot));
    cursor = answer?.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) break;
  }
  return found;
}

async function countAnnounced(ctx: Ctx, incident: Incident): Promise<number | null> {
  const announcement = await readPosted(ctx, surfaceId(incident.id, 'announcement'));
  if (announcement === null) return null;
  const { channel } = announcement;
  const answer = await unlessGone(() => ctx.slack.conversations.info({ channel, include_num_members: true }));
  return answer?.channel?.num_members ?? null;
}

/** A channel that is there no more, or that the bot cannot look into, tells nothing; that is no reason to ask for ever. */
async function unlessGone<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (refusalCode(error) !== 'channel_not_found' && refusalCode(error) !== 'fetch_members_failed') throw error;
    return null;
  }
}
