import type { Ctx } from '../context.ts';
import { enqueueEffects } from '../db/effects.ts';
import type { EffectModel } from '../db/generated/models.ts';
import type { Prisma } from '../db/generated/client.ts';
import { type Tx, loadIncidents, lockIncident } from '../db/incidents.ts';
import { minutes, plus } from '../domain/duration.ts';
import { placeOf } from '../domain/effects.ts';
import type { Incident } from '../domain/incident.ts';
import type { AlsoCalled, Notice } from '../domain/notices.ts';
import { patienceOf } from '../domain/people.ts';
import { severityOf } from '../domain/policy.ts';
import { isWaiting } from '../domain/waiting-call.ts';
import { editMessage } from './edit-message.ts';
import type { Situation } from './effects/effect-job.ts';
import { parseEffect } from './effects/parse-effect.ts';
import { postedSchema } from './effects/read-posted.ts';

type Call = Extract<Notice, { type: 'call' }>;
type Carrier = { row: EffectModel; incident: Incident; notice: Call };

// An unanswered call is looked for no further back, among so many incidents, and one message carries so many others.
const lookedBack = minutes(30);
const mostIncidents = 20;
const mostCarried = 8;

/**
 * Puts a call into an earlier message to the same person that waits for an answer still, by an edit, and answers with the
 * incident whose message it is. Null when it needs a message of its own: an edit notifies nobody, so it must not be the only
 * word of something more severe, nor of a call that was left unanswered for longer than this incident would wait.
 */
export async function absorbCall(ctx: Ctx, situation: Situation, notice: Call): Promise<Carrier | null> {
  // A phone that rings is no message that could be edited.
  if (ctx.pager.rings || notice.call === 'inform') return null;
  const carrier = await ctx.db.prisma.$transaction((tx) => putInto(tx, ctx, situation, notice));
  if (carrier === null) return null;
  const gone = await editMessage(ctx, carrier.incident, carrier.row);
  if (gone === null) return carrier;
  // Nobody can read it there any more.
  await keep(
    ctx.db.prisma,
    carrier,
    (carrier.notice.also ?? []).filter(({ effect }) => effect !== situation.row.id),
  );
  return null;
}

async function putInto(tx: Tx, ctx: Ctx, { row, incident }: Situation, notice: Call): Promise<Carrier | null> {
  const now = ctx.now();
  for (const found of await messagesTo(tx, incident, notice.user, now)) {
    const id = found.incidentId ?? '';
    // Locked: whoever answers it now does so before this is put in, or after.
    const other = await lockIncident(tx, id);
    const fresh = await tx.effect.findUnique({ where: { id: found.id } });
    if (other === null || fresh === null) continue;
    const effect = parseEffect(fresh.payload);
    if (effect.type !== 'page') continue;
    const carrier = { row: fresh, incident: other, notice: effect.notice };
    const also = effect.notice.also ?? [];
    // An earlier try had put it in.
    if (also.some((one) => one.effect === row.id)) return carrier;
    if (also.length >= mostCarried || !(await mayCarry(tx, ctx, carrier, incident))) continue;
    const { call, why, by } = notice;
    const kept = await keep(tx, carrier, [...also, { effect: row.id, incident: incident.id, call, why, by }]);
    // An edit that is under way has read it without this: the one after it has not.
    const refresh = { type: 'refresh', target: fresh.id } as const;
    const planned = { id: `${row.id}>also.${row.attempts}.${now.getTime()}`, effect: refresh, ...placeOf(id, refresh) };
    await enqueueEffects(tx, other, [planned], now);
    return kept;
  }
  return null;
}

/** Messages that called that person for another open incident, the latest first. */
async function messagesTo(tx: Tx, incident: Incident, user: string, now: Date): Promise<EffectModel[]> {
  const open = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM incident
    WHERE workspace = ${incident.workspace} AND status IN ('investigating', 'identified', 'monitoring') AND id <> ${incident.id}
      AND state->'pages'->${user}::text IS NOT NULL
    ORDER BY number DESC LIMIT ${mostIncidents}`;
  if (open.length === 0) return [];
  const rows = await tx.effect.findMany({
    where: {
      incidentId: { in: open.map(({ id }) => id) },
      type: 'page',
      state: 'sent',
      finishedAt: { gte: plus(now, -lookedBack) },
      payload: { path: ['user'], equals: user },
    },
    orderBy: { seq: 'desc' },
    take: mostIncidents,
  });
  return rows.filter(({ result }) => postedSchema.safeParse(result).success);
}

async function mayCarry(tx: Tx, ctx: Ctx, { row, incident, notice }: Carrier, later: Incident): Promise<boolean> {
  const { policy } = ctx;
  const age = ctx.now().getTime() - (row.finishedAt ?? row.createdAt).getTime();
  const rank = (of: Incident) => severityOf(policy, of.severity).rank;
  if (age > patienceOf(later, policy) || rank(later) < rank(incident)) return false;
  if (isWaiting(notice, incident)) return true;
  const also = notice.also ?? [];
  const others = await loadIncidents(
    tx,
    also.map((one) => one.incident),
  );
  return also.some((one) => {
    const other = others.find(({ id }) => id === one.incident);
    return other !== undefined && isWaiting({ ...one, user: notice.user }, other);
  });
}

async function keep(tx: Tx, { row, incident, notice }: Carrier, also: AlsoCalled[]): Promise<Carrier> {
  const effect = parseEffect(row.payload);
  const payload: Prisma.InputJsonObject = JSON.parse(JSON.stringify({ ...effect, notice: { ...notice, also } }));
  const kept = await tx.effect.update({ where: { id: row.id }, data: { payload } });
  return { row: kept, incident, notice: { ...notice, also } };
}
