import type { Ctx } from '../context.ts';
import { incidentSchema, nameOf } from '../domain/incident.ts';
import { UserError } from '../errors.ts';

const pageSize = 200;

/**
 * Refuses a policy that lacks a severity or a role of an incident that is not closed: its timers could not go on. Throws a
 * UserError that names the incidents and what to put back.
 */
export async function refuseMisfit(ctx: Pick<Ctx, 'db' | 'policy'>): Promise<void> {
  const severities = new Set(ctx.policy.severities.map((severity) => severity.key));
  const roles = new Set(ctx.policy.roles.map((role) => role.key));
  const problems: string[] = [];
  let after = '';
  for (;;) {
    const rows = await ctx.db.prisma.incident.findMany({
      where: { id: { gt: after }, status: { notIn: ['closed', 'cancelled', 'merged'] } },
      orderBy: { id: 'asc' },
      take: pageSize,
      select: { id: true, state: true },
    });
    for (const row of rows) {
      const incident = incidentSchema.parse(row.state);
      const missing = [...Object.keys(incident.roles), ...Object.keys(incident.handovers)].filter(
        (key) => !roles.has(key),
      );
      if (!severities.has(incident.severity)) problems.push(`${nameOf(incident)} is ${incident.severity}, a severity`);
      if (missing.length > 0) problems.push(`${nameOf(incident)} has somebody as ${missing.join(' and ')}, a role`);
    }
    if (rows.length < pageSize) break;
    after = rows.at(-1)?.id ?? after;
  }
  if (problems.length === 0) return;
  throw new UserError(
    'policy-misfit',
    `${problems.slice(0, 10).join(' that the policy no longer has. ')} that the policy no longer has.`,
    'Put back what is missing until these incidents are closed, or start with the policy as it was.',
  );
}
