import { execute } from '../commands/execute.ts';
import { readMember } from '../commands/read-member.ts';
import type { Ctx } from '../context.ts';
import { readIncident } from '../db/read-plainly.ts';
import { plus } from '../domain/duration.ts';
import { digestTimers, unknownZones } from '../domain/follow-ups.ts';

// Somebody may be due to be called at this moment, too. What Slack says later is kept for the next look.
const patience = 1000;

/** The incident's timer: whatever is due by now happens. A timer that came too early or twice does nothing. */
export async function wake(ctx: Ctx, { incidentId }: { incidentId: string }): Promise<void> {
  await execute(ctx, { incidentId, command: { type: 'tick', zones: await zonesFor(ctx, incidentId) } });
}

// People move: asked again before each digest. Slack being away, or slow, leaves what is known, and holds up nothing.
async function zonesFor(ctx: Ctx, incidentId: string): Promise<Record<string, string>> {
  const incident = await readIncident(ctx.db.plain, incidentId);
  if (incident === null) return {};
  const { policy } = await ctx.runbooks.of(incident);
  const soon = plus(ctx.now(), 60_000);
  const due = digestTimers(incident, policy).flatMap((one) =>
    one.type === 'digest' && one.at <= soon ? [one.owner] : [],
  );
  const zones: Record<string, string> = {};
  const asking = [...new Set([...unknownZones(incident, policy), ...due])].map(async (user) => {
    const member = await readMember(ctx, user);
    if (member !== null) zones[user] = member.timezone;
  });
  if (asking.length > 0) await Promise.race([Promise.all(asking), afterPatience()]);
  return { ...zones };
}

async function afterPatience(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, patience).unref();
  });
}
