import type { Ctx } from '../context.ts';

/** How an incident was named by who asked: by number, by a button or form, else by where it was asked. */
export type Named = {
  number?: number | null;
  incident?: string | undefined;
  channel?: string | null | undefined;
};

/** The number of the incident that was meant, for the audit trail; null where none was. */
export async function findNumber({ db }: Ctx, workspace: string, named: Named): Promise<number | null> {
  const { number = null, incident, channel } = named;
  if (number !== null) return number;
  if (incident === undefined && !channel) return null;
  const where =
    incident === undefined ? { OR: [{ channelId: channel }, { formerChannelId: channel }] } : { id: incident };
  const found = await db.prisma.incident.findFirst({
    where: { workspace, ...where },
    orderBy: { number: 'desc' },
    select: { number: true },
  });
  return found?.number ?? null;
}
