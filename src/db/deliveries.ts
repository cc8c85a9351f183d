import type { Tx } from './incidents.ts';

/** True the first time; false when this delivery of Slack's was already acted on. Committed with what it causes. */
export async function isFirstDelivery(tx: Tx, workspace: string, key: string, now: Date): Promise<boolean> {
  const { count } = await tx.delivery.createMany({ data: [{ workspace, key, at: now }], skipDuplicates: true });
  return count === 1;
}
