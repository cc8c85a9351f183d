import type { Incident } from '../domain/incident.ts';
import type { EffectModel } from './generated/models.ts';
import { parseIncident } from './parse-incident.ts';
import type { Plain } from './plain.ts';
import { waitsAlong, waitsIn } from './slack-limits.ts';

// What every effect reads before it is done, and its claim: see plain.ts.

const columns = {
  id: 'id',
  workspace: 'workspace',
  incidentId: 'incident_id',
  lane: 'lane',
  seq: 'seq',
  needs: 'needs',
  type: 'type',
  payload: 'payload',
  state: 'state',
  urgency: 'urgency',
  attempts: 'attempts',
  dueAt: 'due_at',
  notBefore: 'not_before',
  owner: 'owner',
  sendingAt: 'sending_at',
  finishedAt: 'finished_at',
  result: 'result',
  error: 'error',
  createdAt: 'created_at',
} satisfies Record<keyof EffectModel, string>;
// Put together once: they are asked for with every effect.
const ofHead = columnsOf('head');
const ofTarget = columnsOf('target');

/** The incident as it was last committed, without a lock. */
export async function readIncident(db: Plain, id: string): Promise<Incident | null> {
  const [row] = await db.ask<{ state: unknown }>('SELECT state FROM incident WHERE id = $1::text', [id]);
  return row === undefined ? null : parseIncident(row.state);
}

/** The incident as it was last committed, and an effect of it or of another one: what an edit is about. */
export async function readWithTarget(
  db: Plain,
  { incidentId, target }: { incidentId: string; target: string },
): Promise<{ incident: Incident; target: EffectModel | null } | null> {
  const [found] = await db.ask<(EffectRow | { id: null }) & { document: unknown }>(
    `SELECT incident.state AS document, ${ofTarget}
       FROM incident LEFT JOIN effect AS target ON target.id = $2::text WHERE incident.id = $1::text`,
    [incidentId, target],
  );
  if (found === undefined) return null;
  const { document, ...row } = found;
  return { incident: parseIncident(document), target: row.id === null ? null : effectOf(row) };
}

/** Commits that a planned effect is being sent by `owner`. False when somebody else was faster. */
export async function claimPlanned(
  db: Plain,
  { id, attempts }: Pick<EffectModel, 'id' | 'attempts'>,
  { owner, now }: { owner: string; now: Date },
): Promise<boolean> {
  const claimed = await db.ask(
    `UPDATE effect SET state = 'sending', owner = $2::text, sending_at = $3::timestamptz, attempts = attempts + 1
      WHERE id = $1::text AND state = 'planned' AND owner IS NULL AND attempts = $4::int RETURNING id`,
    [id, owner, now.toISOString(), attempts],
  );
  return claimed.length === 1;
}

/**
 * The first unfinished effect of a lane. `needed` is the state of the one that it needs; null: it needs none, or that one is gone.
 * `waits`: what Slack asked any replica to wait with.
 */
export type Head = { row: EffectModel; needed: string | null; waits: ReturnType<typeof waitsIn> };

/** All in one look: every effect is looked at before it is done. Null when the lane is empty. */
export async function headOf(db: Plain, lane: string, now: Date): Promise<Head | null> {
  const [found] = await db.ask<EffectRow & { needed: string | null; waits: unknown }>(
    `SELECT ${ofHead}, needed.state AS needed, ${waitsAlong} AS waits
       FROM effect AS head LEFT JOIN effect AS needed ON needed.id = head.needs
      WHERE head.lane = $1 AND head.state IN ('planned', 'sending') ORDER BY head.seq LIMIT 1`,
    [lane, now.toISOString()],
  );
  if (found === undefined) return null;
  const { needed, waits, ...row } = found;
  return { row: effectOf(row), needed, waits: waitsIn(waits) };
}

type EffectRow = Omit<EffectModel, 'seq'> & { seq: string };

function effectOf(row: EffectRow): EffectModel {
  return { ...row, seq: BigInt(row.seq) };
}

function columnsOf(table: string): string {
  return Object.entries(columns)
    .map(([name, column]) => `${table}.${column} AS "${name}"`)
    .join(', ');
}
