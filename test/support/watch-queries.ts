import type { Pool } from 'pg';

/** A query as it was asked. */
export type Asked = { text: string; values: unknown[] };

/** What is asked of the pool while that works. */
export async function watchQueries(pool: Pool, work: () => Promise<unknown>): Promise<Asked[]> {
  const into: Asked[] = [];
  const query = pool.query.bind(pool);
  pool.query = Object.assign(
    (asked: unknown, values?: unknown, ...more: unknown[]) => {
      const text = typeof asked === 'object' && asked !== null && 'text' in asked ? String(asked.text) : String(asked);
      const given = typeof asked === 'object' && asked !== null && 'values' in asked ? asked.values : values;
      into.push({ text, values: Array.isArray(given) ? given : [] });
      return Reflect.apply(query, pool, [asked, values, ...more]);
    },
    { bound: true },
  );
  try {
    await work();
    return into;
  } finally {
    pool.query = query;
  }
}

/** Those of them that read a table and would read all of it, by PostgreSQL's own plan. */
export async function scansOf(pool: Pool, asked: Asked[], table: string): Promise<string[]> {
  const scans: string[] = [];
  for (const { text, values } of asked) {
    if (!/^\s*(WITH|SELECT)/.test(text) || !new RegExp(`\\b${table}\\b`).test(text)) continue;
    const { rows } = await pool.query<Record<string, string>>(`EXPLAIN ${text}`, values);
    if (rows.some((row) => Object.values(row).join().includes(`Seq Scan on ${table}`))) scans.push(text);
  }
  return scans;
}
