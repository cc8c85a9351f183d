import type pg from 'pg';

const atOnce = 5000;

/** Puts copies of the incident's last entry behind it, until there are so many. */
export async function copyEntries(pool: pg.Pool, incidentId: string, entries: number): Promise<void> {
  await pool.query(
    `INSERT INTO timeline_entry (incident_id, seq, workspace, at, recorded_at, kind, actor, body, salt, digest, previous_hash, hash)
     SELECT incident_id, n, workspace, at, recorded_at, kind, actor, body, salt, digest, previous_hash, hash
       FROM (SELECT * FROM timeline_entry WHERE incident_id = $1 ORDER BY seq DESC LIMIT 1) AS last, generate_series(last.seq + 1, $2) AS n`,
    [incidentId, entries],
  );
  await pool.query(`UPDATE incident SET state = jsonb_set(state, '{head,seq}', to_jsonb($2::int)) WHERE id = $1`, [
    incidentId,
    entries,
  ]);
}

/** A history: so many incidents in all, copies of one that is there with its record; all but some of the last are closed. */
export async function fillHistory(
  pool: pg.Pool,
  { template, incidents, open }: { template: string; incidents: number; open: number },
  say: (what: string) => void,
): Promise<void> {
  for (let from = 2; from <= incidents; from += atOnce) {
    const to = Math.min(incidents, from + atOnce - 1);
    say(`${to.toLocaleString('en')} incidents`);
    await pool.query(
      `INSERT INTO incident
       SELECT (jsonb_populate_record(t, jsonb_build_object('id', 'history-' || n, 'number', n, 'channel_id', 'C0HISTORY' || n,
         'status', s.status, 'wake_at', NULL, 'declared_at', t.declared_at - n * interval '10 minutes',
         'state', t.state || jsonb_build_object('id', 'history-' || n, 'number', n, 'status', s.status,
           'channel', jsonb_build_object('id', 'C0HISTORY' || n, 'name', 'history-' || n))))).*
         FROM incident AS t, generate_series($2::int, $3::int) AS n, LATERAL (SELECT CASE WHEN n > $4::int THEN 'investigating' ELSE 'closed' END AS status) AS s
        WHERE t.id = $1`,
      [template, from, to, incidents - open],
    );
    await pool.query(
      `INSERT INTO timeline_entry (incident_id, seq, workspace, at, recorded_at, kind, actor, body, salt, digest, previous_hash, hash)
       SELECT 'history-' || n, seq, workspace, at, recorded_at, kind, actor, body, salt, digest, previous_hash, hash
         FROM generate_series($2::int, $3::int) AS n, timeline_entry WHERE incident_id = $1`,
      [template, from, to],
    );
  }
  await pool.query('UPDATE counter SET last_number = $1', [incidents]);
  await pool.query('VACUUM ANALYZE incident, timeline_entry');
}
