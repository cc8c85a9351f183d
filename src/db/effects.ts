import type { PlannedEffect } from '../domain/effects.ts';
import type { Incident } from '../domain/incident.ts';
import { urgencyOf } from '../domain/urgency.ts';
import { Prisma } from './generated/client.ts';
import type { Tx } from './incidents.ts';

/**
 * Stores effects and the jobs that will do them. Edits that are waiting already are not added again. `pressing`: the incident is
 * open and of an urgent severity.
 */
export async function enqueueEffects(
  tx: Tx,
  incident: Pick<Incident, 'id' | 'workspace'> & { pressing?: boolean },
  planned: PlannedEffect[],
  now: Date,
): Promise<void> {
  if (planned.length === 0) return;
  const waiting = await waitingEdits(tx, planned);
  const fresh = withoutTwins(planned).filter((one) => !waiting.has(`${one.effect.type} ${one.lane}`));
  await tx.effect.createMany({
    data: fresh.map(({ id, effect, lane, needs }) => {
      const payload: Prisma.InputJsonObject = JSON.parse(JSON.stringify(effect));
      return {
        id,
        workspace: incident.workspace,
        incidentId: incident.id,
        lane,
        needs,
        type: effect.type,
        payload,
        state: 'planned',
        urgency: urgencyOf(effect, incident.pressing === true),
        dueAt: now,
        notBefore: now,
        createdAt: now,
      };
    }),
  });
  await drainAdded(
    tx,
    fresh.map(({ lane }) => lane),
    now,
  );
}

/** Has lanes worked on in which something new stands: behind what waits there for its next try, so that its time is kept. */
export async function drainAdded(tx: Tx, lanes: string[], now: Date): Promise<void> {
  // In one order: people's lanes are those of all incidents, and two who add the same ones would wait for each other for ever.
  const sorted = [...new Set(lanes)].toSorted();
  await tx.$executeRaw`
    SELECT graphile_worker.add_job('drain', json_build_object('lane', lane), run_at := ${now}, job_key := 'drain:' || lane,
      job_key_mode := 'preserve_run_at', priority := ${lanePriority})
    FROM unnest(${sorted}::text[]) AS planned (lane)`;
}

/** Has the lanes worked on in which something waits for one of these effects: it can be done now, or cannot be done any more. */
export async function drainWaitingFor(tx: Tx, ids: string[], now: Date): Promise<void> {
  await tx.$executeRaw`
    SELECT graphile_worker.add_job('drain', json_build_object('lane', lane), run_at := ${now}, job_key := 'drain:' || lane,
      priority := ${lanePriority})
    FROM (SELECT DISTINCT lane FROM effect WHERE needs = ANY (${ids}::text[]) AND state = 'planned' ORDER BY lane) AS planned`;
}

/**
 * The priority of the job that drains `planned.lane`: that of the most urgent effect in it, since all before it have to go
 * first. Timers have 0, and a hundred followers are written to behind whoever is called.
 */
const lanePriority = Prisma.sql`coalesce((
  SELECT 10 * min(effect.urgency) FROM effect WHERE effect.lane = planned.lane AND effect.state = ANY (ARRAY['planned', 'sending'])
), 0)::smallint`;

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

// Locked, so that nobody starts on one of them before this transaction's state can be read.
async function waitingEdits(tx: Tx, planned: PlannedEffect[]): Promise<Set<string>> {
  const lanes = planned
    .filter(({ effect }) => effect.type === 'refresh' || effect.type === 'setTopic')
    .map(({ lane }) => lane);
  if (lanes.length === 0) return new Set();
  const rows = await tx.$queryRaw<{ type: string; lane: string }[]>`
    SELECT type, lane FROM effect WHERE lane = ANY(${lanes}::text[]) AND state = 'planned' AND type IN ('refresh', 'setTopic')
    ORDER BY id FOR UPDATE`;
  return new Set(rows.map((row) => `${row.type} ${row.lane}`));
}

/** Has a lane worked on at a time, whatever was planned for it before. */
export async function addDrain(tx: Tx, lane: string, runAt: Date): Promise<void> {
  await tx.$executeRaw`
    SELECT graphile_worker.add_job('drain', json_build_object('lane', lane), run_at := ${runAt}, job_key := 'drain:' || lane,
      priority := ${lanePriority})
    FROM (VALUES (${lane}::text)) AS planned (lane)`;
}

/**
 * The same for an incident whose `wake_at` is not saved yet: a timer that stands and is still to come is left alone, because to
 * set it takes longer than the rest of most decisions.
 */
export async function moveWake(tx: Tx, incidentId: string, wakeAt: Date | null, now: Date): Promise<void> {
  if (wakeAt === null || wakeAt <= now) return setWake(tx, incidentId, wakeAt);
  await tx.$executeRaw`
    SELECT graphile_worker.add_job('wake', json_build_object('incidentId', ${incidentId}::text), run_at := ${wakeAt},
      job_key := 'wake:' || ${incidentId}::text)
    FROM incident WHERE id = ${incidentId} AND wake_at IS DISTINCT FROM ${wakeAt}`;
}

/** Sets the incident's one timer, or takes it away. */
export async function setWake(tx: Tx, incidentId: string, wakeAt: Date | null): Promise<void> {
  if (wakeAt === null) await tx.$executeRaw`SELECT graphile_worker.remove_job('wake:' || ${incidentId}::text)`;
  else
    await tx.$executeRaw`
      SELECT graphile_worker.add_job('wake', json_build_object('incidentId', ${incidentId}::text), run_at := ${wakeAt},
        job_key := 'wake:' || ${incidentId}::text)`;
}
