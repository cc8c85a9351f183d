import { debtorsOf } from '../domain/dues.ts';
import { type Incident, incidentSchema } from '../domain/incident.ts';
import { insidersOf } from '../domain/is-insider.ts';
import { type Measure, measuresOf } from '../domain/measures.ts';
import type { Fact } from '../domain/timeline.ts';
import type { Prisma } from './generated/client.ts';
import { parseIncident } from './parse-incident.ts';
import { ask, type Askable } from './plain.ts';
import { chain, insertEntries } from './timeline.ts';

/** What can run inside a transaction or outside of one. */
export type Tx = Prisma.TransactionClient;

/** The incident, locked until the transaction ends: nobody else decides about it meanwhile. Null when there is none. */
export async function lockIncident(tx: Askable, id: string): Promise<Incident | null> {
  const text = 'SELECT state FROM incident WHERE id = $1::text FOR UPDATE';
  const [row] = await ask<{ state: unknown }>(tx, text, [id]);
  return row === undefined ? null : parseIncident(row.state);
}

/** The incident as it was last committed, without a lock. */
export async function loadIncident(tx: Tx, id: string): Promise<Incident | null> {
  const rows = await tx.$queryRaw<{ state: unknown }[]>`SELECT state FROM incident WHERE id = ${id}`;
  return rows[0] === undefined ? null : parseIncident(rows[0].state);
}

/** The incidents of those ids that there are, without a lock. */
export async function loadIncidents(tx: Tx, ids: string[]): Promise<Incident[]> {
  return (await rowsOf(tx, ids)).map((row) => parseIncident(row.state));
}

/** The same without those that this version cannot read, where they are only told beside another one. */
export async function loadReadable(tx: Tx, ids: string[]): Promise<Incident[]> {
  return readableIncidents(await rowsOf(tx, ids));
}

async function rowsOf(tx: Tx, ids: string[]): Promise<{ state: unknown }[]> {
  return ids.length === 0 ? [] : tx.incident.findMany({ where: { id: { in: ids } }, select: { state: true } });
}

/**
 * The incidents in rows of several: one that this version cannot read must not keep anybody from the others, or from declaring a
 * new one. The auditor names it.
 */
export function readableIncidents(rows: readonly { state: unknown }[]): Incident[] {
  return rows.flatMap(({ state }) => incidentSchema.safeParse(state).data ?? []);
}

/** What a decision leaves to be stored beside the document: its facts, and when the next timer is due. */
export type Saving = {
  facts: readonly Fact[];
  wakeAt: Date | null;
  /** The timer is set even if it stands for that moment already. */
  anew: boolean;
  now: Date;
};

const columns = {
  workspace: 'workspace',
  number: 'number',
  version: 'version',
  state: 'state',
  policyHash: 'policy_hash',
  kind: 'kind',
  title: 'title',
  severity: 'severity',
  status: 'status',
  private: 'private',
  channelId: 'channel_id',
  formerChannelId: 'former_channel_id',
  declaredBy: 'declared_by',
  declaredAt: 'declared_at',
  closedAt: 'closed_at',
  updatedAt: 'updated_at',
  wakeAt: 'wake_at',
  people: 'people',
  taskOwners: 'task_owners',
  pagerIncidents: 'pager_incidents',
  cancelReason: 'cancel_reason',
  repeatOf: 'repeat_of',
  toDetect: 'to_detect',
  toAcknowledge: 'to_acknowledge',
  toMitigate: 'to_mitigate',
  toResolve: 'to_resolve',
} satisfies Record<keyof ReturnType<typeof columnsOf>, string>;

const columnNames = Object.values(columns);

// A timer that stands is left alone, because to set it takes longer than all the rest.
const saving = `
  WITH appended AS (${insertEntries}),
  woken AS (
    SELECT CASE WHEN $5::timestamptz IS NULL THEN (SELECT job.id FROM graphile_worker.remove_job('wake:' || $1::text) AS job)
      ELSE muster_add_job('wake', json_build_object('incidentId', $1::text), $5::timestamptz, 'wake:' || $1::text) END
    FROM incident WHERE id = $1::text AND ($6::boolean OR wake_at IS DISTINCT FROM $5::timestamptz))
  UPDATE incident SET ${columnNames.map((column) => `${column} = next.${column}`).join(', ')}
  FROM jsonb_populate_record(NULL::incident, $4::jsonb) AS next
  WHERE incident.id = $1::text
  RETURNING (SELECT count(*)::int FROM woken) AS woken`;

const inserting = `
  WITH appended AS (${insertEntries}),
  woken AS (
    SELECT muster_add_job('wake', json_build_object('incidentId', $1::text), $5::timestamptz, 'wake:' || $1::text) WHERE $5::timestamptz IS NOT NULL)
  INSERT INTO incident (id, ${columnNames.join(', ')})
  SELECT $1::text, ${columnNames.map((column) => `next.${column}`).join(', ')} FROM jsonb_populate_record(NULL::incident, $4::jsonb) AS next
  RETURNING (SELECT count(*)::int FROM woken) AS woken`;

/** Stores a new incident, its first facts, and its timer. */
export async function insertIncident(
  tx: Askable,
  incident: Incident,
  { facts, wakeAt, now }: Omit<Saving, 'anew'>,
): Promise<void> {
  await ask(tx, inserting, valuesOf(incident, { facts, wakeAt, now }));
}

/** Stores the incident's next version, its facts behind its last entry, and its timer. The incident must be locked. */
export async function saveIncident(
  tx: Askable,
  incident: Incident,
  { facts, wakeAt, anew, now }: Saving,
): Promise<void> {
  // Whatever is due by now stands without a job, if that one has just run.
  const isSet = anew || wakeAt === null || wakeAt <= now;
  const stored = await ask(tx, saving, [...valuesOf(incident, { facts, wakeAt, now }), isSet]);
  if (stored.length === 0) throw new Error(`Incident ${incident.id} is not there to be stored`);
}

/** `$1` to `$5` of both statements. The facts go behind the last entry, and the head moves with them. */
function valuesOf(incident: Incident, { facts, wakeAt, now }: Omit<Saving, 'anew'>): unknown[] {
  const entries = JSON.stringify(chain(incident, facts, now));
  const kept = columnsOf(incident, wakeAt);
  const next = Object.fromEntries(Object.entries(columns).map(([name, column]) => [column, Reflect.get(kept, name)]));
  return [incident.id, incident.workspace, entries, JSON.stringify(next), wakeAt?.toISOString() ?? null];
}

/** The next free number of the workspace: 1, 2, 3 … A rolled-back declaration gives its number back. */
export async function nextNumber(tx: Tx, workspace: string): Promise<number> {
  const rows = await tx.$queryRaw<{ last_number: number }[]>`
    INSERT INTO counter (workspace, last_number) VALUES (${workspace}, 1)
    ON CONFLICT (workspace) DO UPDATE SET last_number = counter.last_number + 1
    RETURNING last_number`;
  const row = rows[0];
  if (row === undefined) throw new Error(`No number was given out in workspace ${workspace}`);
  return row.last_number;
}

/** Keeps which workspace this is, so that it is known also when Slack is away at a later start. */
export async function keepWorkspace(tx: Tx, workspace: string): Promise<void> {
  await tx.counter.createMany({ data: [{ workspace, lastNumber: 0 }], skipDuplicates: true });
}

/** The one workspace of the record; null when there is none yet, or several. */
export async function onlyWorkspace(tx: Tx): Promise<string | null> {
  const [only, another] = await tx.counter.findMany({ take: 2, select: { workspace: true } });
  return only === undefined || another !== undefined ? null : only.workspace;
}

const secondsOf = ({ ms }: Measure): number | null => (ms === null ? null : Math.round(ms / 1000));

// What was named counts before the pager has said what it is: a second declaration finds it.
function pagesOf({ rings, attachment }: Incident): string[] {
  const named = attachment === null ? [] : [attachment.page.id];
  return [...new Set([...named, ...Object.values(rings).flatMap(({ page }) => page?.id ?? [])])];
}

// The state is the truth; the other columns repeat what look-ups and lists need of it.
function columnsOf(incident: Incident, wakeAt: Date | null) {
  const { ttd, tta, ttm, ttr } = measuresOf(incident);
  return {
    state: incident,
    wakeAt,
    workspace: incident.workspace,
    number: incident.number,
    version: incident.version,
    policyHash: incident.runbook,
    kind: incident.kind,
    title: incident.title,
    severity: incident.severity,
    status: incident.status,
    private: incident.private,
    channelId: incident.channel?.id ?? null,
    formerChannelId: incident.madePrivate?.channel?.id ?? null,
    declaredBy: incident.declaredBy,
    declaredAt: incident.moments.declared,
    closedAt: incident.moments.closed,
    updatedAt: incident.statusSince,
    people: insidersOf(incident),
    taskOwners: debtorsOf(incident),
    pagerIncidents: pagesOf(incident),
    cancelReason: incident.cancelReason,
    repeatOf: incident.repeatOf?.number ?? null,
    toDetect: secondsOf(ttd),
    toAcknowledge: secondsOf(tta),
    toMitigate: secondsOf(ttm),
    toResolve: secondsOf(ttr),
  };
}
