import type { Ctx } from '../context.ts';
import { addDrain } from '../db/effects.ts';
import { lockIncident } from '../db/incidents.ts';
import { type Incident, isOpen, nameOf } from '../domain/incident.ts';
import type { Policy } from '../domain/policy.ts';
import { clockTime } from '../domain/wording.ts';
import { UserError } from '../errors.ts';
import { noteDone } from './note-action.ts';
import { permit } from './permit.ts';
import { readWho } from './read-who.ts';

// A pager's refusal is an answer, so the effect is done; for people it failed, and its line has *Retry* as well.
const calls = ['page', 'ring', 'attach'];
const refusedPage = {
  type: { in: calls },
  state: 'sent',
  result: { path: ['outcome'], equals: 'refused' },
};

/**
 * Tries a failed effect again (*Retry* on a receipt), and pins what could not be pinned because of it. Once it is done,
 * everything that waits for it goes on. False when there is nothing to retry: somebody pressed before.
 * `channel` is where it was pressed.
 */
export async function retryEffect(
  ctx: Ctx,
  { effectId, by, channel = null }: { effectId: string; by: string; channel?: string | null },
): Promise<boolean> {
  const who = await readWho(ctx, { user: by, wants: ['respond', 'page', 'seePrivate'] });
  const now = ctx.now();
  const afresh = { state: 'planned', notBefore: now, attempts: 0, error: null, finishedAt: null };
  const retried = await ctx.db.prisma.$transaction(async (tx) => {
    const row = await tx.effect.findUnique({ where: { id: effectId } });
    if (row === null)
      throw new UserError('no-such-effect', 'I do not know that step any more.', 'Do it by hand in Slack.');
    const incident = row.incidentId === null ? null : await lockIncident(tx, row.incidentId);
    if (incident !== null) permit(ctx, { incident, permission: isCall(row) ? 'page' : 'respond', who, channel });
    if (incident !== null && isCall(row) && !isOpen(incident))
      throw nobodyNeeded(incident, (await ctx.runbooks.of(incident, tx)).policy);
    const { count } = await tx.effect.updateMany({
      where: { id: effectId, OR: [{ state: 'failed' }, refusedPage] },
      // A phone that has rung meanwhile was not for what is asked now.
      data: row.type === 'ring' ? { ...afresh, dueAt: now } : afresh,
    });
    if (count === 0) return false;
    await tx.effect.updateMany({ where: { needs: effectId, type: 'pin', state: 'cancelled' }, data: afresh });
    await addDrain(tx, row.lane, now);
    // It changes nothing that a timeline tells.
    const { workspace, type } = row;
    await noteDone(tx, ctx, { workspace, who: by, action: `retry ${type}`, incident: incident?.number ?? null });
    return true;
  });
  ctx.log.info({ effectId, by, retried }, 'A failed effect was asked for again');
  ctx.nudge();
  return retried;
}

function isCall({ type }: { type: string }): boolean {
  return calls.includes(type);
}

// The button of an old receipt must not wake anybody for what is over.
function nobodyNeeded(incident: Incident, policy: Policy): UserError {
  const status = (policy.statuses[incident.status] ?? incident.status).toLowerCase();
  return new UserError(
    'over',
    `${nameOf(incident)} is ${status} (${clockTime(incident.statusSince)}): nobody is called for it any more.`,
    'If it goes on, reopen it first.',
    { offer: { label: 'Reopen', action: 'reopen', value: { incident: incident.id } } },
  );
}
