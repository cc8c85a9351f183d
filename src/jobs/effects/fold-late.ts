import type { Ctx } from '../../context.ts';
import type { EffectModel } from '../../db/generated/models.ts';
import type { Prisma } from '../../db/generated/client.ts';
import { drainWaitingFor } from '../../db/effects.ts';
import { type Tx, lockIncident } from '../../db/incidents.ts';
import type { Destination, Effect } from '../../domain/effects.ts';
import type { Incident } from '../../domain/incident.ts';
import { isLate } from '../../domain/lateness.ts';
import type { Notice } from '../../domain/notices.ts';
import { holds, mayBeCarried, sortOut } from '../../domain/while-away.ts';
import { NotOfThisVersion } from '../../errors.ts';
import { isDoubted } from '../claim-effect.ts';
import { parseEffect } from './parse-effect.ts';
import { ownNotice, readCarried } from './read-carried.ts';

type Post = Extract<Effect, { type: 'post' }>;
type Digest = Extract<Notice, { type: 'whileAway' }>;
const placeNames: Partial<Record<Destination['type'], Digest['place']>> = { channel: 'channel', person: 'person' };
type Row = Pick<EffectModel, 'id' | 'lane' | 'needs' | 'seq' | 'dueAt' | 'payload'>;
/** What becomes of a message that comes late: a line of another one, or the one that stands for all. */
type Folded = { kind: 'carried'; by: string } | { kind: 'stands'; notice: Digest; to: Destination };

/**
 * Several messages of one place that come late together become one: the last of them stands for all, so that whoever is invited
 * in between is there when it comes. Null for a message that is on time, or alone. It is asked anew before every try, so that
 * the one message has what was planned up to then; a crash in between leaves nothing out and doubles nothing.
 */
export async function foldLate(ctx: Ctx, row: Row, incidentId: string): Promise<Folded | null> {
  const post = postOf(row.payload);
  if (post === null || !isFoldable(post)) return null;
  if (post.notice.type !== 'whileAway' && !isLate(row.dueAt, ctx.now())) return null;
  const folded = await ctx.db.prisma.$transaction(async (tx) => {
    // First the incident, then its effects: the order in which everybody locks.
    const incident = await lockIncident(tx, incidentId);
    return incident === null ? null : fold(tx, ctx, row, incident);
  });
  if (folded?.kind === 'carried') ctx.nudge();
  return folded;
}

async function fold(tx: Tx, ctx: Ctx, row: Row, incident: Incident): Promise<Folded | null> {
  const now = ctx.now();
  // As it is by now: an earlier try may have made it stand for others.
  const { payload } = await tx.effect.findUniqueOrThrow({ where: { id: row.id }, select: { payload: true } });
  const own = postOf(payload);
  if (own === null) return null;
  const behind = await waitingBehind(tx, row, incident, own);
  const last = behind.at(-1);
  if (last === undefined)
    return own.notice.type === 'whileAway' ? stand(tx, { ...row, payload }, own, own.notice, incident) : null;
  const first = { ...row, payload };
  const all = [first, ...behind];
  if (own.notice.type !== 'whileAway' && all.filter((one) => isHeld(one, incident)).length < 2) return null;
  const others = all.slice(0, -1);
  const digests = others.flatMap((one) => {
    const { notice } = postOf(one.payload) ?? {};
    return notice?.type === 'whileAway' ? [{ id: one.id, notice }] : [];
  });
  const target = postOf(last.payload);
  if (target === null) return null;
  const before = target.notice.type === 'whileAway' ? target.notice.carried : [];
  const carried = [...digests.flatMap(({ notice }) => notice.carried), ...others.map(({ id }) => id), ...before];
  const since = [
    ...all.map(({ dueAt }) => dueAt.toISOString()),
    ...digests.map(({ notice }) => notice.since),
  ].toSorted();
  const notice: Digest = {
    type: 'whileAway',
    place: placeNames[target.to.type] ?? 'thread',
    since: since[0] ?? row.dueAt.toISOString(),
    carried: [...new Set(carried)].filter((id) => id !== last.id),
    skipped: [],
    asked: [],
    own: ownNotice(last.payload) ?? target.notice,
  };
  const to = await placeFor(tx, all, target.to, notice.since, last.needs);
  await keep(tx, last.id, { type: 'post', to, notice });
  const ended = behind.slice(0, -1).map(({ id }) => id);
  await tx.effect.updateMany({
    where: { id: { in: ended }, state: 'planned' },
    data: { state: 'sent', result: { carrier: last.id }, finishedAt: now, error: null },
  });
  // What pointed to a digest that is itself a line now.
  await tx.$executeRaw`
    UPDATE effect SET result = jsonb_build_object('carrier', ${last.id}::text)
    WHERE incident_id = ${incident.id} AND type = 'post' AND result->>'carrier' = ANY (${digests.map(({ id }) => id)}::text[])`;
  await drainWaitingFor(tx, ended, now);
  return { kind: 'carried', by: last.id };
}

/** It is the last: what it says of the timers is settled now, and kept before it is posted, so that later edits show the same. */
async function stand(tx: Tx, row: Row, post: Post, digest: Digest, incident: Incident): Promise<Folded> {
  const notice = { ...digest, ...sortOut(await readCarried(tx, row, digest), incident) };
  await keep(tx, row.id, { ...post, notice });
  return { kind: 'stands', notice, to: post.to };
}

async function keep(tx: Tx, id: string, effect: Post): Promise<void> {
  const payload: Prisma.InputJsonObject = JSON.parse(JSON.stringify(effect));
  await tx.effect.update({ where: { id }, data: { payload } });
}

/** Messages that wait behind this one for the same place and may be lines; of whose trouble people have read stay messages. */
async function waitingBehind(tx: Tx, row: Row, incident: Incident, post: Post): Promise<Row[]> {
  const rows = await tx.effect.findMany({
    // One lane has the messages to a person of all incidents.
    where: {
      incidentId: incident.id,
      lane: row.lane,
      needs: row.needs,
      state: 'planned',
      type: 'post',
      seq: { gt: row.seq },
    },
    orderBy: { seq: 'asc' },
    select: { id: true, lane: true, needs: true, seq: true, dueAt: true, payload: true, result: true },
  });
  return rows.filter((one) => {
    const other = postOf(one.payload);
    return (
      !isDoubted(one.result) &&
      other !== null &&
      other.to.type === post.to.type &&
      isFoldable(other) &&
      incident.troubles[one.id] === undefined
    );
  });
}

function isFoldable({ to, notice }: Post): boolean {
  // Whom one message each asks something is asked so; who follows only reads.
  if (to.type === 'person') return notice.type === 'followed' || notice.type === 'whileAway';
  return (to.type === 'channel' || to.type === 'announcementThread') && mayBeCarried(notice);
}

function isHeld({ id, dueAt, payload }: Row, incident: Incident): boolean {
  const notice = ownNotice(payload);
  return notice !== null && holds({ id, at: dueAt, notice }, incident);
}

/** In the announcement's thread it is shown in the channel where one of its lines was to be, unless the announcement itself comes only now. */
async function placeFor(
  tx: Tx,
  all: Row[],
  to: Destination,
  since: string,
  needs: string | null,
): Promise<Destination> {
  if (to.type !== 'announcementThread') return to;
  const wanted = all.some(({ payload }) => {
    const post = postOf(payload);
    return post?.to.type === 'announcementThread' && post.to.broadcast;
  });
  const announced = await tx.effect.findUnique({ where: { id: needs ?? '' }, select: { finishedAt: true } });
  const isNew = announced?.finishedAt != null && announced.finishedAt.toISOString() > since;
  return { type: 'announcementThread', broadcast: wanted && !isNew };
}

/** Null for what is no post, and for what only a newer version knows: it stays where it is. */
function postOf(payload: unknown): Post | null {
  try {
    const effect = parseEffect(payload);
    return effect.type === 'post' ? effect : null;
  } catch (error) {
    if (error instanceof NotOfThisVersion) return null;
    throw error;
  }
}
