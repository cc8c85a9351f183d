import type { PlannedEffect } from '../domain/effects.ts';
import type { Incident } from '../domain/incident.ts';
import { urgencyOf } from '../domain/urgency.ts';
import { ask, type Askable } from './plain.ts';

/**
 * Stores effects and the jobs that will do them. Edits that are waiting already are not added again. `pressing`: the incident is
 * open and of an urgent severity.
 */
export function enqueueEffects(
  tx: Askable,
  incident: Pick<Incident, 'id' | 'workspace'> & { pressing?: boolean },
  planned: PlannedEffect[],
  now: Date,
): Promise<unknown> {
  if (planned.length === 0) return Promise.resolve();
  const rows = withoutTwins(planned).map(({ id, effect, lane, needs }) => {
    return {
      id,
      lane,
      needs,
      type: effect.type,
      payload: effect,
      urgency: urgencyOf(effect, incident.pressing === true),
    };
  });
  return ask(tx, storing, [incident.id, incident.workspace, JSON.stringify(rows), now.toISOString()]);
}

/** Has lanes worked on in which something new stands: behind what waits there for its next try, so that its time is kept. */
export async function drainAdded(tx: Askable, lanes: string[], now: Date): Promise<void> {
  // In one order: people's lanes are those of all incidents, and two who add the same ones would wait for each other for ever.
  const text = `
    SELECT muster_add_job('drain', json_build_object('lane', lane), $2::timestamptz, 'drain:' || lane, 'preserve_run_at', ${lanePriority})
    FROM (SELECT lane FROM jsonb_array_elements_text($1::jsonb) AS one (lane) GROUP BY lane ORDER BY lane COLLATE "C") AS planned`;
  await ask(tx, text, [JSON.stringify(lanes), now.toISOString()]);
}

/** Has the lanes worked on in which something waits for one of these effects: it can be done now, or cannot be done any more. */
export async function drainWaitingFor(tx: Askable, ids: string[], now: Date): Promise<void> {
  const text = `
    SELECT muster_add_job('drain', json_build_object('lane', lane), $2::timestamptz, 'drain:' || lane, rank => ${lanePriority})
    FROM (SELECT lane FROM effect
      WHERE needs = ANY (ARRAY(SELECT jsonb_array_elements_text($1::jsonb))) AND state = 'planned'
      GROUP BY lane ORDER BY lane COLLATE "C") AS planned`;
  await ask(tx, text, [JSON.stringify(ids), now.toISOString()]);
}

/**
 * The priority of the job that drains `planned.lane`: that of the most urgent effect in it, since all before it have to go
 * first. Timers have 0, and a hundred followers are written to behind whoever is called.
 */
const lanePriority = `coalesce((
  SELECT 10 * min(effect.urgency) FROM effect WHERE effect.lane = planned.lane AND effect.state = ANY (ARRAY['planned', 'sending'])
), 0)::int`;

// What waits is locked, so that nobody starts on it before this transaction's state can be read. Jobs are added in one order:
// people's lanes are those of all incidents, and two who add the same ones would wait for each other for ever. A lane that
// waits for its next try keeps its time: what is new stands behind the effect that waits. A lane that was empty, and begins with
// what needs another effect of these, gets its job when that one has ended (drainWaitingFor): nothing could be done sooner.
const storing = `
  WITH wanted AS (
    SELECT * FROM ROWS FROM (jsonb_to_recordset($3::jsonb)
      AS (id text, lane text, needs text, type text, payload jsonb, urgency smallint)) WITH ORDINALITY AS one (id, lane, needs, type, payload, urgency, place)),
  waiting AS (
    SELECT type, lane FROM effect
    WHERE state = 'planned' AND type IN ('refresh', 'setTopic')
      AND lane = ANY (ARRAY(SELECT lane FROM wanted WHERE type IN ('refresh', 'setTopic')))
    ORDER BY id FOR UPDATE),
  stored AS (
    INSERT INTO effect (id, workspace, incident_id, lane, needs, type, payload, state, urgency, due_at, not_before, created_at)
    SELECT id, $2::text, $1::text, lane, needs, type, payload, 'planned', urgency, $4::timestamptz, $4::timestamptz, $4::timestamptz
    FROM wanted
    WHERE NOT EXISTS (SELECT 1 FROM waiting WHERE waiting.type = wanted.type AND waiting.lane = wanted.lane)
    ORDER BY place
    RETURNING id, lane, seq, needs, urgency)
  SELECT muster_add_job('drain', json_build_object('lane', lane), $4::timestamptz, 'drain:' || lane, 'preserve_run_at', priority)
  FROM (
    SELECT lane, least(urgent, older)::int AS priority
    FROM (
      SELECT lane, 10 * min(urgency) AS urgent, (array_agg(needs ORDER BY seq))[1] AS needed, (
        SELECT 10 * min(effect.urgency) FROM effect WHERE effect.lane = stored.lane AND effect.state = ANY (ARRAY['planned', 'sending'])
      ) AS older
      FROM stored GROUP BY lane) AS lanes
    WHERE older IS NOT NULL OR needed IS NULL OR needed NOT IN (SELECT id FROM stored)
    ORDER BY lane COLLATE "C") AS planned`;

/** What one decision wants edited twice is edited once: an edit shows what was committed. */
function withoutTwins(planned: PlannedEffect[]): PlannedEffect[] {
  const lanes = new Set<string>();
  return planned.filter(({ effect, lane }) => {
    if (effect.type !== 'refresh' && effect.type !== 'setTopic') return true;
    const first = !lanes.has(lane);
    lanes.add(lane);
    return first;
  });
}

/** Has a lane worked on at a time, whatever was planned for it before. */
export async function addDrain(tx: Askable, lane: string, runAt: Date): Promise<void> {
  const text = `
    SELECT muster_add_job('drain', json_build_object('lane', lane), $2::timestamptz, 'drain:' || lane, rank => ${lanePriority})
    FROM (VALUES ($1::text)) AS planned (lane)`;
  await ask(tx, text, [lane, runAt.toISOString()]);
}

/** Sets the incident's one timer, or takes it away. */
export async function setWake(tx: Askable, incidentId: string, wakeAt: Date | null): Promise<void> {
  if (wakeAt === null) await ask(tx, `SELECT (graphile_worker.remove_job('wake:' || $1::text)).id`, [incidentId]);
  else {
    const text = `
      SELECT muster_add_job('wake', json_build_object('incidentId', $1::text), $2::timestamptz, 'wake:' || $1::text)`;
    await ask(tx, text, [incidentId, wakeAt.toISOString()]);
  }
}
