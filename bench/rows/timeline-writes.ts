import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { execute } from '../../src/commands/execute.ts';
import type { Ctx } from '../../src/context.ts';
import { lockIncident, saveIncident } from '../../src/db/incidents.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { nextWake } from '../../src/domain/schedule.ts';
import { inPairs, type Line, quantile, times } from '../figures.ts';
import { by, declareOne, openRecord } from '../record.ts';
import { type Stage } from '../stage.ts';

const atOnce = 8;

/** Entries written per second, eight at a time on as many incidents. Floor: the same row by `pg`, in a transaction. */
export async function timelineWrites(stage: Stage): Promise<Line[]> {
  const record = await openRecord(await stage.database());
  const { ctx } = record;
  const { pool } = ctx.db;
  try {
    const incidents: Incident[] = [];
    for (let n = 0; n < atOnce; n += 1) incidents.push(await declareOne(ctx, 0));
    const slice = stage.quick ? 100 : 1500;
    const note = perSecond(slice, (n) => writeNote(ctx, incidents[n]));
    const append = perSecond(slice, (n) => appendOnly(ctx, incidents[n]));
    const insert = perSecond(slice, () => insertOne(pool));
    await inPairs(1, note, insert);
    const rounds = stage.quick ? 1 : 7;
    const [appends, floors] = await inPairs(rounds, append, insert);
    const [notes, others] = await inPairs(rounds, note, insert);
    return [
      lineOf(
        'Timeline entries written per second',
        appends,
        floors,
        0.5,
        'Four statements for three: the lock of the incident, then the entry with the whole document, which has the new head',
      ),
      lineOf(
        'Notes per second, the whole command',
        notes,
        others,
        null,
        'Five statements: begin, the lock, the entry with the document, effects with their jobs, commit; the floor has three',
      ),
    ];
  } finally {
    await record.close();
  }
}

function lineOf(measure: string, ours: number[], theirs: number[], least: number | null, limit: string): Line {
  const [muster, floor] = [quantile(ours, 0.5), quantile(theirs, 0.5)];
  return {
    measure,
    muster: `${Math.round(muster)} / s`,
    floor: `${Math.round(floor)} / s`,
    ratio: times(muster / floor),
    aim: least === null ? '–' : `≥ ${least} ×`,
    met: least === null ? null : muster / floor >= least,
    limit,
  };
}

function perSecond(slice: number, write: (lane: number) => Promise<void>): () => Promise<number[]> {
  return async () => {
    const end = performance.now() + slice;
    const began = performance.now();
    let written = 0;
    await Promise.all(
      Array.from({ length: atOnce }, async (_, lane) => {
        for (; performance.now() < end; written += 1) await write(lane);
      }),
    );
    return [(written * 1000) / (performance.now() - began)];
  };
}

const text = 'The pool of connections has no free one since the last release';

async function writeNote(ctx: Ctx, incident: Incident | undefined): Promise<void> {
  await execute(ctx, { incidentId: incident?.id ?? '', command: { type: 'note', by, text } });
}

async function appendOnly(ctx: Ctx, incident: Incident | undefined): Promise<void> {
  const now = ctx.now();
  await ctx.db.plain.transaction(async (tx) => {
    const locked = await lockIncident(tx, incident?.id ?? '');
    if (locked === null) throw new Error('The incident is not there');
    const facts = [{ kind: 'note', actor: by, body: { text }, at: null, source: null }] as const;
    const wakeAt = nextWake(locked, ctx.runbooks.current.policy);
    await saveIncident(tx, locked, { facts, wakeAt, anew: false, now });
  });
}

async function insertOne(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(
      `INSERT INTO timeline_entry (incident_id, seq, workspace, at, recorded_at, kind, actor, body, salt, digest, previous_hash, hash)
       VALUES ($1, 1, 'T1', $2, $2, 'note', $3, $4, $5, $6, $6, $6)`,
      [randomUUID(), new Date(), by, JSON.stringify({ text }), '0'.repeat(32), '0'.repeat(64)],
    );
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}
