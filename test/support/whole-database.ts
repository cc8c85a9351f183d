import type { Pool } from 'pg';

/** Everything in the database as text, jobs included: for tests of what must be in no table. */
export async function wholeDatabase(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ schema: string; name: string }>(
    `SELECT schemaname AS schema, tablename AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const tables = [];
  for (const { schema, name } of rows) {
    const { rows: lines } = await pool.query<{ line: string }>(`SELECT t::text AS line FROM "${schema}"."${name}" t`);
    tables.push(`${schema}.${name}`, ...lines.map(({ line }) => line));
  }
  return tables.join('\n');
}
