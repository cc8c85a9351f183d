import type { Ctx } from '../context.ts';
import { readLatest } from '../db/timeline.ts';
import { type CatchUp, catchUpOf, mostShown, triedKinds, turnKinds } from '../domain/catch-up.ts';
import type { Incident } from '../domain/incident.ts';

// Some of them are edits of others, or were taken off again.
const readOfTried = 4 * mostShown;

/** What somebody who comes late wants of the timeline. Two short reads, however long it is. */
export async function readCatchUp({ db }: Pick<Ctx, 'db'>, incident: Incident): Promise<CatchUp> {
  const { id: incidentId } = incident;
  const [turns, tried] = await Promise.all([
    readLatest(db.prisma, { incidentId, kinds: turnKinds, limit: mostShown }),
    readLatest(db.prisma, { incidentId, kinds: triedKinds, limit: readOfTried }),
  ]);
  return catchUpOf(incident, [...turns, ...tried]);
}
