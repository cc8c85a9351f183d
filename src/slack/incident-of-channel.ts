import { findByChannel, findByFormerChannel } from '../commands/find-incident.ts';
import type { Ctx } from '../context.ts';
import type { Incident } from '../domain/incident.ts';

// Short, because an incident may move in: a message of a minute ago is the most that can be missed.
const FRESH = 60_000;
const MOST = 10_000;

type Place = { workspace: string; channel: string };

/** The incident of a channel; a busy channel without one costs one query a minute. */
export const incidentOfChannel = remembering(findByChannel);
const incidentOnceIn = remembering(findByFormerChannel);

/** The incident whose message that is: the channel's own, or one that was made private after it had the message on its timeline. */
export async function incidentOfMessage(ctx: Ctx, where: Place & { ts: string }): Promise<Incident | null> {
  const own = await incidentOfChannel(ctx, where);
  if (own) return own;
  const former = await incidentOnceIn(ctx, where);
  return former?.pinned.includes(`${where.channel}:${where.ts}`) ? former : null;
}

function remembering(find: (ctx: Ctx, where: Place) => Promise<Incident | null>) {
  const ordinary = new Map<string, number>();
  return async (ctx: Ctx, where: Place): Promise<Incident | null> => {
    const key = `${where.workspace} ${where.channel}`;
    const until = ordinary.get(key);
    if (until !== undefined && until > ctx.now().getTime()) return null;
    const incident = await find(ctx, where);
    if (incident) {
      ordinary.delete(key);
      return incident;
    }
    if (ordinary.size >= MOST) ordinary.clear();
    ordinary.set(key, ctx.now().getTime() + FRESH);
    return null;
  };
}
