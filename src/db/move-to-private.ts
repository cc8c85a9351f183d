import { z } from 'zod';
import { placeOf, surfaceId } from '../domain/effects.ts';
import { type Incident, isOpen } from '../domain/incident.ts';
import type { Notice } from '../domain/notices.ts';
import { goesAlong } from '../domain/notices-that-move.ts';
import { presentChannelId } from '../domain/present-channel.ts';
import { enqueueEffects } from './effects.ts';
import type { Tx } from './incidents.ts';

const waitingLanes = ['open', 'announcements', 'topic', 'bookmarks', 'invite', 'pin', 'post-mortem'];
const mostOthers = 100;

const notice = z.custom<Notice>((value) => z.object({ type: z.string() }).safeParse(value).success);
const offerSchema = z.object({ mergeOffer: z.object({ id: z.string() }).nullish() });
const postSchema = z.object({ type: z.literal('post'), notice });

/**
 * What was planned before an incident was made private and has not happened yet: what belongs to the old channel or the
 * announcement is called off, what people said goes to the private channel, and every direct message is edited. Call it
 * in the transaction of the decision, after its own effects were stored.
 */
export async function moveToPrivate(tx: Tx, incident: Incident, now: Date): Promise<void> {
  await callOff(tx, incident, now);
  await editDirectMessages(tx, incident, { now, why: 'private' });
  await editWhatNamesIt(tx, incident, now, `private.${incident.number}`);
}

async function callOff(tx: Tx, incident: Incident, now: Date): Promise<void> {
  const { id } = incident;
  const cancelled = { state: 'cancelled', error: 'The incident was made private.', finishedAt: now };
  const unfinished = { in: ['planned', 'failed'] };
  await tx.effect.updateMany({
    where: { incidentId: id, state: unfinished, lane: { in: waitingLanes.map((lane) => `${id}:${lane}`) } },
    data: cancelled,
  });
  const rows = await tx.effect.findMany({
    where: { incidentId: id, state: unfinished, lane: `${id}:channel` },
    orderBy: { seq: 'asc' },
    select: { id: true, state: true, payload: true },
  });
  for (const row of rows) {
    const post = postSchema.safeParse(row.payload).data;
    if (row.state === 'planned' && post !== undefined && goesAlong(post.notice)) {
      // Behind the headline of the private channel.
      await tx.$executeRaw`
        UPDATE effect SET lane = ${`${id}:channel.2`}, needs = ${presentChannelId(incident)},
          seq = nextval(pg_get_serial_sequence('effect', 'seq'))
        WHERE id = ${row.id} AND state = 'planned'`;
    } else await tx.effect.updateMany({ where: { id: row.id, state: row.state }, data: cancelled });
  }
}

/** Somebody left a private incident: their direct messages, edited, say no more of it than everybody's. */
export async function veilMessagesTo(tx: Tx, incident: Incident, user: string, now: Date): Promise<void> {
  await editDirectMessages(tx, incident, { now, why: `left.${incident.version}`, user });
}

/** Who is no member any more must not keep what a direct message told before. `user`: of one person only. */
async function editDirectMessages(
  tx: Tx,
  incident: Incident,
  { now, why, user }: { now: Date; why: string; user?: string },
): Promise<void> {
  const toPerson = { path: ['to', 'type'], equals: 'person' };
  const sent = await tx.effect.findMany({
    where: {
      incidentId: incident.id,
      state: { in: ['sending', 'sent'] },
      OR:
        user === undefined
          ? [{ type: 'page' }, { type: 'post', payload: toPerson }]
          : [
              { type: 'page', payload: { path: ['user'], equals: user } },
              { type: 'post', AND: [{ payload: toPerson }, { payload: { path: ['to', 'user'], equals: user } }] },
            ],
    },
    select: { id: true },
  });
  const edits = sent.map(({ id: target }) => {
    const effect = { type: 'refresh', target } as const;
    return { id: `${target}>${why}`, effect, ...placeOf(incident.id, effect) };
  });
  await enqueueEffects(tx, incident, edits, now);
}

/**
 * Messages of other incidents that name it: of those that were declared while it was open and seemed the same, and of those
 * that it was merged with. They are rendered from what their readers may see, so that an edit takes away what is to be gone.
 * `why` is part of the edits' ids.
 */
export async function editWhatNamesIt(tx: Tx, incident: Incident, now: Date, why: string): Promise<void> {
  const merged = [
    ...incident.absorbed.map(({ id }) => id),
    ...(incident.merged === null ? [] : [incident.merged.into.id]),
  ];
  const others = await tx.incident.findMany({
    where: {
      workspace: incident.workspace,
      OR: [
        {
          number: { gt: incident.number },
          // While it was open: what came after it is not read, however much that is.
          declaredAt: { gte: incident.moments.declared, lte: isOpen(incident) ? now : incident.statusSince },
          state: { path: ['similar'], array_contains: [{ number: incident.number }] },
        },
        { id: { in: merged } },
      ],
    },
    orderBy: { number: 'asc' },
    take: mostOthers,
    select: { id: true, workspace: true, state: true },
  });
  const told = await tx.effect.findMany({
    where: {
      incidentId: { in: others.map(({ id }) => id) },
      type: 'post',
      state: { in: ['sending', 'sent'] },
      payload: { path: ['notice', 'change', 'other'], equals: incident.id },
    },
    select: { id: true, incidentId: true },
  });
  for (const other of others) {
    const offer = offerSchema.safeParse(other.state).data?.mergeOffer?.id;
    const targets = [
      ...(['receipt', 'headline', 'announcement'] as const).map((surface) => surfaceId(other.id, surface)),
      ...(offer === undefined ? [] : [offer]),
      ...told.filter(({ incidentId }) => incidentId === other.id).map(({ id }) => id),
    ];
    const edits = targets.map((target) => {
      const effect = { type: 'refresh', target } as const;
      return { id: `${target}>${why}`, effect, ...placeOf(other.id, effect) };
    });
    await enqueueEffects(tx, other, edits, now);
  }
}
