import { z } from 'zod';
import type { Glance, Median } from '../domain/glance.ts';
import type { Tx } from './incidents.ts';

const seconds = z.coerce.number().nullable();
const rowSchema = z.object({
  /** Null in the row of all severities. */
  severity: z.string().nullable(),
  total: z.coerce.number(),
  falsePositives: z.coerce.number(),
  acknowledged: z.coerce.number(),
  mitigated: z.coerce.number(),
  resolved: z.coerce.number(),
  toAcknowledge: seconds,
  toMitigate: seconds,
  toResolve: seconds,
});

/** The figures of what was declared since, counted in the database: no incident is loaded. */
export async function readGlance(tx: Tx, where: { workspace: string; viewer: string; since: Date }): Promise<Glance> {
  const { workspace, viewer, since } = where;
  const answered = await tx.$queryRaw`
    SELECT severity, count(*) AS total,
      count(*) FILTER (WHERE status = 'cancelled' AND cancel_reason = 'nothing was wrong') AS "falsePositives",
      count(to_acknowledge) AS acknowledged, count(to_mitigate) AS mitigated, count(to_resolve) AS resolved,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY to_acknowledge) AS "toAcknowledge",
      percentile_cont(0.5) WITHIN GROUP (ORDER BY to_mitigate) AS "toMitigate",
      percentile_cont(0.5) WITHIN GROUP (ORDER BY to_resolve) AS "toResolve"
    FROM incident
    WHERE workspace = ${workspace} AND declared_at >= ${since} AND kind = 'real' AND status <> 'merged'
      AND (NOT private OR people @> ARRAY[${viewer}]::text[])
    GROUP BY GROUPING SETS ((severity), ())`;
  const rows = z.array(rowSchema).parse(answered);
  const all = rows.find(({ severity }) => severity === null);
  return {
    total: all?.total ?? 0,
    bySeverity: rows.flatMap(({ severity, total }) => (severity === null ? [] : [{ severity, count: total }])),
    toAcknowledge: medianOf(all?.toAcknowledge, all?.acknowledged),
    toMitigate: medianOf(all?.toMitigate, all?.mitigated),
    toResolve: medianOf(all?.toResolve, all?.resolved),
    falsePositives: all?.falsePositives ?? 0,
  };
}

function medianOf(middle: number | null | undefined, known = 0): Median {
  return middle === null || middle === undefined || known === 0 ? null : { ms: middle * 1000, known };
}
