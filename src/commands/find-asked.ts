import type { Ctx } from '../context.ts';
import { readableIncidents } from '../db/incidents.ts';
import type { Incident } from '../domain/incident.ts';
import { workingStatuses } from '../domain/working-statuses.ts';

const most = 5;

/**
 * What somebody was asked to take over and has not answered; `number` null: in any open incident. Who is asked may answer, member
 * of a private one or not.
 */
export async function findAsked(
  ctx: Ctx,
  { workspace, user, number }: { workspace: string; user: string; number: number | null },
): Promise<{ incident: Incident; request: string }[]> {
  const rows = await ctx.db.prisma.$queryRaw<{ state: unknown }[]>`
    SELECT state FROM incident
    WHERE workspace = ${workspace} AND status = ANY (${[...workingStatuses]}::text[]) AND (${number}::int IS NULL OR number = ${number}::int)
      AND EXISTS (SELECT 1 FROM jsonb_each(state->'handovers') AS asked WHERE asked.value->>'to' = ${user})
    ORDER BY number DESC LIMIT ${most}`;
  return readableIncidents(rows).flatMap((incident) => {
    const mine = Object.values(incident.handovers).filter(({ to }) => to === user);
    return mine.slice(0, 1).map(({ id }) => ({ incident, request: id }));
  });
}
