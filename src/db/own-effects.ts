import { type OwnEffect, type PlannedOwnEffect, placeOfOwn } from '../domain/own-effects.ts';
import type { Prisma } from './generated/client.ts';
import { drainAdded } from './effects.ts';
import { onlyWorkspace, type Tx } from './incidents.ts';

/** Stores effects of no incident and the jobs that will do them; one whose id is there already stays as it is. */
export async function enqueueOwn(tx: Tx, planned: PlannedOwnEffect[], now: Date): Promise<void> {
  if (planned.length === 0) return;
  const workspace = (await onlyWorkspace(tx)) ?? '';
  const rows = planned.map(({ id, effect }) => ({ id, effect, ...placeOfOwn(effect) }));
  await tx.effect.createMany({
    data: rows.map(({ id, effect, lane, needs }) => {
      const payload: Prisma.InputJsonObject = JSON.parse(JSON.stringify(effect));
      const times = { dueAt: now, notBefore: now, createdAt: now };
      return { id, workspace, lane, needs, type: effect.type, payload, state: 'planned', ...times };
    }),
    skipDuplicates: true,
  });
  await drainAdded(
    tx,
    rows.map(({ lane }) => lane),
    now,
  );
}

/** The latest messages of that kind, newest first; those that nobody could be sent, too: they are not tried every day. */
export function latestTold(tx: Tx, about: 'review', most: number): Promise<{ id: string; createdAt: Date }[]> {
  const type: OwnEffect['type'] = 'tell';
  const payload = { path: ['about', 'type'], equals: about };
  return tx.effect.findMany({
    where: { incidentId: null, type, payload },
    orderBy: { seq: 'desc' },
    take: most,
    select: { id: true, createdAt: true },
  });
}
