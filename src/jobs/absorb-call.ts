import type { Ctx } from '../context.ts';
import { enqueueEffects } from '../db/effects.ts';
import type { EffectModel } from '../db/generated/models.ts';
import type { Prisma } from '../db/generated/client.ts';
import { type Tx, loadReadable, lockIncident } from '../db/incidents.ts';
import { ifReadable } from '../db/parse-incident.ts';
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
 * word of something more severe, nor of a call that was left unanswered for longer than this incident would wait. What only a
 * newer version can read carries nothing: no page waits for that one.
 */
export async function absorbCall(ctx: Ctx, situation: Situation, notice: Call): Promise<Carrier | null> {
  if (notice.call === 'inform') return null;
  const carrier = await findCarrier(ctx, situation, notice);
  if (carrier === null) return null;
  const isShown = await ifReadable(editMessage(ctx, carrier.incident, carrier.row).then((gone) => gone === null));
  if (isShown === true) return carrier;
  // Nobody can read it there any more.
  await ctx.db.prisma.$transaction((tx) => takeOut(tx, carrier.row, situation.row.id));
  return null;
}

// Each in a transaction of its own: who holds two incidents must have taken them in the order of their ids.
async function findCarrier(ctx: Ctx, situation: Situation, notice: Call): Promise<Carrier | null> {
  for (const found of await messagesTo(ctx.db.prisma, situation.incident, notice.user, ctx.now())) {
    const put = ctx.db.prisma.$transaction((tx) => putInto(tx, ctx, { situation, notice, found }));
    const carrier = await ifReadable(put);
    if (carrier !== null) return carrier;
  }
  return null;
}

/** The message as it is now; its incident is locked: whoever answers it now does so before this transaction, or after. */
async function lockCarrier(tx: Tx, { id, incidentId }: EffectModel): Promise<Carrier | null> {
  const incident = await lockIncident(tx, incidentId ?? '');
  const row = await tx.effect.findUnique({ where: { id } });
  if (incident === null || row === null) return null;
  const effect = parseEffect(row.payload);
  return effect.type === 'page' ? { row, incident, notice: effect.notice } : null;
}

async function putInto(
  tx: Tx,
  ctx: Ctx,
  { situation, notice, found }: { situation: Situation; notice: Call; found: EffectModel },
): Promise<Carrier | null> {
  const { row, incident } = situation;
  const now = ctx.now();
  const carrier = await lockCarrier(tx, found);
  if (carrier === null) return null;
  const also = carrier.notice.also ?? [];
  // An earlier try had put it in.
  if (also.some((one) => one.effect === row.id)) return carrier;
  if (also.length >= mostCarried || !(await mayCarry(tx, ctx, carrier, incident))) return null;
  const { call, why, by } = notice;
  const kept = await keep(tx, carrier, [...also, { effect: row.id, incident: incident.id, call, why, by }]);
  // An edit that is under way has read it without this: the one after it has not.
  const refresh = { type: 'refresh', target: found.id } as const;
  const place = placeOf(carrier.incident.id, refresh);
  const planned = { id: `${row.id}>also.${row.attempts}.${now.getTime()}`, effect: refresh, ...place };
  await enqueueEffects(tx, carrier.incident, [planned], now);
  return kept;
}

/** As it is by now: another call may have been put in meanwhile, or a text taken out. */
async function takeOut(tx: Tx, row: EffectModel, effect: string): Promise<void> {
  const carrier = await lockCarrier(tx, row);
  if (carrier === null) return;
  await keep(
    tx,
    carrier,
    (carrier.notice.also ?? []).filter((one) => one.effect !== effect),
  );
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
  const runbookOf = await ctx.runbooks.ofAll([incident, later], tx);
  const age = ctx.now().getTime() - (row.finishedAt ?? row.createdAt).getTime();
  const rank = (of: Incident) => severityOf(runbookOf(of).policy, of.severity).rank;
  if (age > patienceOf(later, runbookOf(later).policy) || rank(later) < rank(incident)) return false;
  if (isWaiting(notice, incident)) return true;
  const also = notice.also ?? [];
  const others = await loadReadable(
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
