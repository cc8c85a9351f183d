import type { Ctx } from '../context.ts';
import { addAudited, type Audited } from '../db/audit-trail.ts';
import type { Askable } from '../db/plain.ts';

/** Where a request came from that is not of Slack: what is done for it is noted beside the timeline, which tells only who. */
export type Origin = {
  via: 'api';
  request: string;
  /** Set once what was done is noted. */
  noted: boolean;
  /** Numbers of the incidents in which something was done. */
  touched: Set<number>;
  /** What was typed, and of which incident, where it was. */
  typed: { action: string; incident: number | null } | null;
};

type Done = Pick<Audited, 'workspace' | 'who' | 'action' | 'incident'>;

/** Notes in the transaction of what is done that it came another way than through Slack. */
export async function noteOrigin(tx: Askable, ctx: Pick<Ctx, 'origin' | 'now'>, done: Done): Promise<void> {
  if (ctx.origin !== undefined) await noteDone(tx, ctx, done);
}

/** Notes in the transaction of what is done that it was, where no timeline tells it. */
export async function noteDone(tx: Askable, { origin, now }: Pick<Ctx, 'origin' | 'now'>, done: Done): Promise<void> {
  await addAudited(tx, { ...done, ...wayOf(origin), at: now(), result: 'done' });
  if (origin === undefined) return;
  origin.noted = true;
  if (done.incident !== null) origin.touched.add(done.incident);
}

/** Notes what was refused, or done without a transaction of its own. A database that is away keeps nobody from the answer. */
export async function noteAction(ctx: Ctx, noted: Omit<Audited, 'at' | 'via' | 'request'>): Promise<void> {
  const { origin, db, log, now } = ctx;
  const way = wayOf(origin);
  try {
    await addAudited(db.plain, { ...noted, ...way, at: now() });
  } catch (err) {
    log.warn({ err, via: way.via, action: noted.action, result: noted.result }, 'Not in the audit trail');
  }
}

function wayOf(origin: Origin | undefined): Pick<Audited, 'via' | 'request'> {
  return { via: origin?.via ?? 'slack', request: origin?.request ?? null };
}
