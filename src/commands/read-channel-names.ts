import type { Ctx } from '../context.ts';
import { readableIncidents } from '../db/incidents.ts';

/** How the channels of incidents are called, by id, for those who are not in Slack; what is no incident's channel is not in it. */
export async function readChannelNames(
  ctx: Ctx,
  where: { workspace: string; channels: string[] },
): Promise<Map<string, string>> {
  if (where.channels.length === 0) return new Map();
  const rows = await ctx.db.prisma.incident.findMany({
    where: { workspace: where.workspace, channelId: { in: where.channels } },
    select: { state: true },
  });
  return new Map(
    readableIncidents(rows).flatMap(({ channel }) => (channel === null ? [] : [[channel.id, channel.name]])),
  );
}
