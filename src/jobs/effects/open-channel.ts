import type { Ctx } from '../../context.ts';
import { channelNameFor } from '../../domain/naming.ts';
import type { Incident } from '../../domain/incident.ts';
import { isOfFormerChannel } from '../../domain/present-channel.ts';
import { UserError } from '../../errors.ts';
import { refusalCode } from '../../slack/client-errors.ts';
import { keepName, keptNames } from '../../db/channel-names.ts';
import { askBotUser } from '../bot-user.ts';
import { namesIn } from '../load-facts.ts';
import { type EffectJob, type Outcome, type Situation, sent } from './effect-job.ts';

// A name taken ten times over is a pattern without {number}; somebody has to look at it. Those of other incidents cost no call.
const mostAsked = 10;
const mostNames = 100;
// Slack's clock and ours may differ by this much.
const clockDifference = 60_000;
const mostPages = 10;

/**
 * Creates the channel. A name that is taken gets -2, -3 …, except when an earlier try went unanswered: then the channel may
 * be the one that it made, and a second one would leave an orphan.
 */
export function openChannel(): EffectJob {
  async function send(ctx: Ctx, situation: Situation): Promise<Outcome> {
    const { uncertainSince } = situation;
    const incident = asPlanned(situation);
    // The headline names people and is what follows: their names are asked for while the channel is made.
    namesIn(ctx, incident);
    const names = await namesFor(incident, ctx);
    let asked = 0;
    for (const name of names) {
      // Of two incidents with one name the other takes the next, whichever of them hears from Slack first.
      if (!(await keepName(ctx.db.prisma, keeper(incident), name))) continue;
      asked += 1;
      if (asked > mostAsked) break;
      try {
        const { channel } = await ctx.slack.conversations.create({ name, is_private: incident.private });
        if (channel?.id === undefined) throw new Error('Slack created a channel without an id');
        return opened(channel.id, channel.name ?? name, incident);
      } catch (error) {
        if (refusalCode(error) !== 'name_taken') throw error;
        // The unanswered try may have been done only after find() had looked.
        const own = uncertainSince === null ? null : await findOwn(ctx, situation, uncertainSince);
        if (own !== null) return own;
      }
    }
    throw new UserError(
      'channel_names_taken',
      `#${names[0]} and the names after it are taken.`,
      'Put {number} into the channel name of the policy.',
    );
  }

  async function find(ctx: Ctx, situation: Situation): Promise<Outcome | null> {
    return findOwn(ctx, situation, situation.uncertainSince ?? situation.row.createdAt);
  }

  return { send, find };
}

function opened(id: string, name: string, { private: hidden }: Incident): Outcome {
  return sent({ channel: id, name }, { type: 'channelOpened', id, name, open: !hidden });
}

/** A try from before it was made private made a channel that everybody sees, by a name that tells the title. */
function asPlanned({ incident, row }: Situation): Incident {
  return isOfFormerChannel(incident, row) ? { ...incident, private: false } : incident;
}

async function namesFor(incident: Incident, ctx: Ctx): Promise<string[]> {
  const { policy } = await ctx.runbooks.of(incident);
  return Array.from({ length: mostNames }, (_, index) =>
    channelNameFor(incident, policy, index === 0 ? null : index + 1),
  );
}

function keeper({ workspace, id }: Incident): { workspace: string; incidentId: string } {
  return { workspace, incidentId: id };
}

/** The channel that an unanswered try made: a name that only this incident asks for, made by this bot since then. */
async function findOwn(ctx: Ctx, situation: Situation, since: Date): Promise<Outcome | null> {
  const incident = asPlanned(situation);
  const names = await keptNames(ctx.db.prisma, keeper(incident));
  if (names.size === 0) return null;
  const bot = await askBotUser(ctx.slack);
  const earliest = (since.getTime() - clockDifference) / 1000;
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await ctx.slack.users.conversations({
      types: incident.private ? 'private_channel' : 'public_channel',
      exclude_archived: true,
      limit: 200,
      ...(cursor ? { cursor } : {}),
    });
    for (const { id, name, creator, created } of answer.channels ?? []) {
      if (id === undefined || name === undefined || !names.has(name)) continue;
      if (creator !== bot || (created ?? 0) < earliest) continue;
      const owner = await ctx.db.prisma.incident.findFirst({
        where: { workspace: incident.workspace, channelId: id },
        select: { id: true },
      });
      if (owner === null || owner.id === incident.id) return opened(id, name, incident);
    }
    cursor = answer.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) return null;
  }
  return null;
}
