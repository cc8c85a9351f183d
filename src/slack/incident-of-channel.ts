import { findByChannel } from '../commands/find-incident.ts';
import type { Ctx } from '../context.ts';
import type { Incident } from '../domain/incident.ts';

// Short, because an incident may move in: a message of a minute ago is the most that can be missed.
const FRESH = 60_000;
const MOST = 10_000;
const ordinary = new Map<string, number>();

/** The incident of a channel; a busy channel without one costs one query a minute. */
export async function incidentOfChannel(
  ctx: Ctx,
  where: { workspace: string; channel: string },
): Promise<Incident | null> {
  const key = `${where.workspace} ${where.channel}`;
  const until = ordinary.get(key);
  if (until !== undefined && until > ctx.now().getTime()) return null;
  const incident = await findByChannel(ctx, where);
  if (incident) {
    ordinary.delete(key);
    return incident;
  }
  if (ordinary.size >= MOST) ordinary.clear();
  ordinary.set(key, ctx.now().getTime() + FRESH);
  return null;
}
