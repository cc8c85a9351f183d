import type { Ctx } from '../context.ts';
import type { RepeatedIncident } from '../domain/commands.ts';
import type { Incident } from '../domain/incident.ts';
import { areSimilar } from '../domain/similarity.ts';

const window = 90 * 24 * 60 * 60_000;
const comparedWith = 200;
const mostOffered = 10;

type About = {
  incident: Incident;
  viewer: string;
  /** `alike`: those that are called alike; `any`: the others behind them. */
  which: 'alike' | 'any';
};

/** Incidents of the 90 days before that are over, the latest first, as far as the viewer may see them. */
export async function findRepeats(
  ctx: Ctx,
  { incident, viewer, which }: About,
): Promise<{ id: string; number: number; title: string }[]> {
  const { declared } = incident.moments;
  const rows = await ctx.db.prisma.incident.findMany({
    where: {
      workspace: incident.workspace,
      declaredAt: { gte: new Date(declared.getTime() - window), lt: declared },
      status: { in: ['resolved', 'closed'] },
      // What is private may only be named in what is private, too.
      OR: [{ private: false }, ...(incident.private ? [{ people: { has: viewer } }] : [])],
    },
    orderBy: { declaredAt: 'desc' },
    take: comparedWith,
    select: { id: true, number: true, title: true },
  });
  const earlier = rows.filter((row) => row.id !== incident.id);
  const alike = earlier.filter((row) => areSimilar(row.title, incident.title));
  const others = which === 'alike' ? [] : earlier.filter((row) => !alike.includes(row));
  return [...alike, ...others].slice(0, mostOffered);
}

/** What linking has to know of an earlier incident. */
export function repeatedOf(earlier: Incident): RepeatedIncident {
  const { id, number, private: isPrivate, moments } = earlier;
  return { id, number, private: isPrivate, declaredAt: moments.declared, resolvedAt: moments.resolved };
}
