import { z } from 'zod';
import type { Glance } from '../domain/glance.ts';
import type { Median, MonthInFigures, monthsAt } from '../domain/month.ts';
import type { Tx } from './incidents.ts';

type Where = { workspace: string; viewer: string };
type Months = ReturnType<typeof monthsAt>;

const daysSchema = z.object({
  /** Null in the row of all severities. */
  severity: z.string().nullable(),
  total: z.coerce.number(),
});

/** The figures of what was declared since, and of two months, counted in the database: no incident is loaded. */
export async function readGlance(tx: Tx, where: Where & { since: Date; months: Months }): Promise<Glance> {
  const { workspace, viewer, since, months } = where;
  const [answered, inMonths] = await Promise.all([
    tx.$queryRaw`
      SELECT severity, count(*) AS total FROM incident
      WHERE workspace = ${workspace} AND declared_at >= ${since} AND kind = 'real' AND status <> 'merged'
        AND (NOT private OR people @> ARRAY[${viewer}]::text[])
      GROUP BY GROUPING SETS ((severity), ())`,
    readMonths(tx, where, months),
  ]);
  const rows = z.array(daysSchema).parse(answered);
  return {
    total: rows.find(({ severity }) => severity === null)?.total ?? 0,
    bySeverity: rows.flatMap(({ severity, total }) => (severity === null ? [] : [{ severity, count: total }])),
    ...inMonths,
  };
}

const seconds = z.coerce.number().nullable();
const monthSchema = z.object({
  severity: z.string().nullable(),
  latest: z.boolean(),
  declared: z.coerce.number(),
  stood: z.coerce.number(),
  falsePositives: z.coerce.number(),
  repeats: z.coerce.number(),
  detected: z.coerce.number(),
  acknowledged: z.coerce.number(),
  mitigated: z.coerce.number(),
  resolved: z.coerce.number(),
  toDetect: seconds,
  toAcknowledge: seconds,
  toMitigate: seconds,
  toResolve: seconds,
});

/** This month and the one before it: two months of rows by the index over the time of declaration. */
async function readMonths(tx: Tx, where: Where, { month, before }: Months): Promise<Pick<Glance, 'month' | 'before'>> {
  const answered = await tx.$queryRaw`
    WITH declared AS (
      SELECT severity, status, cancel_reason, repeat_of, to_detect, to_acknowledge, to_mitigate, to_resolve,
        declared_at >= ${month.from} AS latest
      FROM incident
      WHERE workspace = ${where.workspace} AND declared_at >= ${before.from} AND kind = 'real' AND status <> 'merged'
        AND (NOT private OR people @> ARRAY[${where.viewer}]::text[]))
    SELECT latest, severity, count(*) AS declared,
      count(*) FILTER (WHERE status <> 'cancelled') AS stood,
      count(*) FILTER (WHERE status = 'cancelled' AND cancel_reason = 'nothing was wrong') AS "falsePositives",
      count(repeat_of) AS repeats, count(to_detect) AS detected,
      count(to_acknowledge) AS acknowledged, count(to_mitigate) AS mitigated, count(to_resolve) AS resolved,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY to_detect) AS "toDetect",
      percentile_cont(0.5) WITHIN GROUP (ORDER BY to_acknowledge) AS "toAcknowledge",
      percentile_cont(0.5) WITHIN GROUP (ORDER BY to_mitigate) AS "toMitigate",
      percentile_cont(0.5) WITHIN GROUP (ORDER BY to_resolve) AS "toResolve"
    FROM declared GROUP BY GROUPING SETS ((latest, severity), (latest))`;
  const rows = z.array(monthSchema).parse(answered);
  const figures = (latest: boolean, { name }: { name: string }) =>
    figuresOf(
      rows.filter((row) => row.latest === latest),
      name,
    );
  return { month: figures(true, month), before: figures(false, before) };
}

function figuresOf(rows: z.infer<typeof monthSchema>[], name: string): MonthInFigures {
  const all = rows.find(({ severity }) => severity === null);
  return {
    name,
    declared: all?.declared ?? 0,
    falsePositives: all?.falsePositives ?? 0,
    repeats: all?.repeats ?? 0,
    bySeverity: rows.flatMap(({ severity, declared, stood, toAcknowledge, acknowledged }) =>
      severity === null ? [] : [{ severity, declared, stood, toAcknowledge: medianOf(toAcknowledge, acknowledged) }],
    ),
    toDetect: medianOf(all?.toDetect, all?.detected),
    toAcknowledge: medianOf(all?.toAcknowledge, all?.acknowledged),
    toMitigate: medianOf(all?.toMitigate, all?.mitigated),
    toResolve: medianOf(all?.toResolve, all?.resolved),
  };
}

function medianOf(middle: number | null | undefined, known = 0): Median {
  return middle === null || middle === undefined || known === 0 ? null : { ms: middle * 1000, known };
}
