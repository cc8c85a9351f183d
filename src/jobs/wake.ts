import { execute } from '../commands/execute.ts';
import { readMember } from '../commands/read-member.ts';
import type { Ctx } from '../context.ts';
import { loadIncident } from '../db/incidents.ts';
import { plus } from '../domain/duration.ts';
import { digestTimers, unknownZones } from '../domain/follow-ups.ts';

/** The incident's timer: whatever is due by now happens. A timer that came too early or twice does nothing. */
export async function wake(ctx: Ctx, { incidentId }: { incidentId: string }): Promise<void> {
  await execute(ctx, { incidentId, command: { type: 'tick', zones: await zonesFor(ctx, incidentId) } });
}

// People move: asked again before each digest. Slack being away leaves what is known, and holds up nothing.
async function zonesFor(ctx: Ctx, incidentId: string): Promise<Record<string, string>> {
  const incident = await loadIncident(ctx.db.prisma, incidentId);
  if (incident === null) return {};
  const soon = plus(ctx.now(), 60_000);
  const due = digestTimers(incident, ctx.policy).flatMap((one) =>
    one.type === 'digest' && one.at <= soon ? [one.owner] : [],
  );
  const users = [...new Set([...unknownZones(incident, ctx.policy), ...due])];
  const members = await Promise.all(users.map(async (user) => ({ user, member: await readMember(ctx, user) })));
  return Object.fromEntries(members.flatMap(({ user, member }) => (member !== null ? [[user, member.timezone]] : [])));
}
