import { z } from 'zod';
import { placeOf, surfaceId } from '../domain/effects.ts';
import { type Incident, isOpen } from '../domain/incident.ts';
import type { Notice } from '../domain/notices.ts';
import { goesAlong } from '../domain/notices-that-move.ts';
import { presentChannelId } from '../domain/present-channel.ts';
import { enqueueEffects } from './effects.ts';
import { ask, type Askable } from './plain.ts';

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
export async function moveToPrivate(tx: Askable, incident: Incident, now: Date): Promise<void> {
  await callOff(tx, incident, now);
  await editDirectMessages(tx, incident, { now, why: 'private' });
  await editWhatNamesIt(tx, incident, now, `private.${incident.number}`);
}

async function callOff(tx: Askable, { id, ...incident }: Incident, now: Date): Promise<void> {
  await ask(tx, `${callingOff} AND lane IN (SELECT $1::text || ':' || jsonb_array_elements_text($3::jsonb))`, [
    id,
    now.toISOString(),
    JSON.stringify(waitingLanes),
  ]);
  const rows = await ask<{ id: string; state: string; payload: unknown }>(
    tx,
    `SELECT id, state, payload FROM effect
      WHERE incident_id = $1::text AND state IN ('planned', 'failed') AND lane = $1::text || ':channel' ORDER BY seq`,
    [id],
  );
  for (const row of rows) {
    const post = postSchema.safeParse(row.payload).data;
    if (row.state === 'planned' && post !== undefined && goesAlong(post.notice)) {
      // Behind the headline of the private channel.
      const text = `UPDATE effect SET lane = $2::text, needs = $3::text, seq = nextval(pg_get_serial_sequence('effect', 'seq'))
        WHERE id = $1::text AND state = 'planned'`;
      await ask(tx, text, [row.id, `${id}:channel.2`, presentChannelId({ id, ...incident })]);
    } else
      await ask(tx, `${callingOff} AND id = $3::text AND state = $4::text`, [id, now.toISOString(), row.id, row.state]);
  }
}

const callingOff = `UPDATE effect SET state = 'cancelled', error = 'The incident was made private.', finished_at = $2::timestamptz
  WHERE incident_id = $1::text AND state IN ('planned', 'failed')`;

/** Somebody left a private incident: their direct messages, edited, say no more of it than everybody's. */
export async function veilMessagesTo(tx: Askable, incident: Incident, user: string, now: Date): Promise<void> {
  await editDirectMessages(tx, incident, { now, why: `left.${incident.version}`, user });
}

/** Who is no member any more must not keep what a direct message told before. `user`: of one person only. */
async function editDirectMessages(
  tx: Askable,
  incident: Incident,
  { now, why, user }: { now: Date; why: string; user?: string },
): Promise<void> {
  const text = `
    SELECT id FROM effect
    WHERE incident_id = $1::text AND state IN ('sending', 'sent')
      AND (type = 'page' AND ($2::text IS NULL OR payload->>'user' = $2::text)
        OR type = 'post' AND payload->'to'->>'type' = 'person' AND ($2::text IS NULL OR payload->'to'->>'user' = $2::text))`;
  const sent = await ask<{ id: string }>(tx, text, [incident.id, user ?? null]);
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
export async function editWhatNamesIt(tx: Askable, incident: Incident, now: Date, why: string): Promise<void> {
  const merged = [
    ...incident.absorbed.map(({ id }) => id),
    ...(incident.merged === null ? [] : [incident.merged.into.id]),
  ];
  // While it was open: what came after it is not read, however much that is.
  const others = await ask<{ id: string; workspace: string; state: unknown }>(
    tx,
    `SELECT id, workspace, state FROM incident
      WHERE workspace = $1::text AND (number > $2::int AND declared_at BETWEEN $3::timestamptz AND $4::timestamptz
          AND state->'similar' @> jsonb_build_array(jsonb_build_object('number', $2::int))
        OR id IN (SELECT jsonb_array_elements_text($5::jsonb)))
      ORDER BY number LIMIT ${mostOthers}`,
    [
      incident.workspace,
      incident.number,
      incident.moments.declared.toISOString(),
      (isOpen(incident) ? now : incident.statusSince).toISOString(),
      JSON.stringify(merged),
    ],
  );
  const told = await ask<{ id: string; incidentId: string }>(
    tx,
    `SELECT id, incident_id AS "incidentId" FROM effect
      WHERE incident_id IN (SELECT jsonb_array_elements_text($1::jsonb)) AND type = 'post' AND state IN ('sending', 'sent')
        AND payload->'notice'->'change'->>'other' = $2::text`,
    [JSON.stringify(others.map(({ id }) => id)), incident.id],
  );
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
