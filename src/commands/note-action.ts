import type { Ctx } from '../context.ts';
import { addAudited, type Audited } from '../db/audit-trail.ts';
import type { Tx } from '../db/incidents.ts';

/** Where a request came from that is not of Slack: what is done for it is noted beside the timeline, which tells only who. */
export type Origin = {
  via: 'api';
  request: string;
  /** Set once what was done is noted. */
  noted: boolean;
};

/** Notes in the transaction of what is done that it came another way than through Slack. */
export async function noteOrigin(
  tx: Tx,
  { origin, now }: Pick<Ctx, 'origin' | 'now'>,
  done: Pick<Audited, 'workspace' | 'who' | 'action' | 'incident'>,
): Promise<void> {
  if (origin === undefined) return;
  const { via, request } = origin;
  await addAudited(tx, { ...done, at: now(), via, request, result: 'done' });
  origin.noted = true;
}

/** Notes what was refused, or done without a transaction of its own. A database that is away keeps nobody from the answer. */
export async function noteAction(ctx: Ctx, noted: Omit<Audited, 'at' | 'via' | 'request'>): Promise<void> {
  const { origin, db, log, now } = ctx;
  const via = origin?.via ?? 'slack';
  try {
    await addAudited(db.prisma, { ...noted, at: now(), via, request: origin?.request ?? null });
  } catch (err) {
    log.warn({ err, via, action: noted.action, result: noted.result }, 'Not in the audit trail');
  }
}
