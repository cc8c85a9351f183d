import type { Ctx } from '../context.ts';
import { keepHome, settleHome } from '../db/homes.ts';
import { readGlance } from '../db/glance.ts';
import { plus } from '../domain/duration.ts';
import { glanceDays } from '../domain/glance.ts';
import { type Home, homeOf, namedOn } from '../domain/home.ts';
import { readableIncidents } from '../db/incidents.ts';
import { holderOf, type Incident } from '../domain/incident.ts';
import { monthsAt } from '../domain/month.ts';
import { mayDo } from '../domain/permissions.ts';
import type { Policy } from '../domain/policy.ts';
import { refuseHopeless } from '../domain/refuse-forbidden.ts';
import { knownNames } from './read-names.ts';
import { readWho } from './read-who.ts';
import { workingStatuses } from '../domain/working-statuses.ts';

// Home tells fewer; those that wait for an answer are found among these.
const mostRead = 50;
const day = 24 * 60 * 60 * 1000;

type Whose = { workspace: string; user: string };
/** A person's home as it is going to be shown, how the people on it are called, and by which policy each incident goes on. */
export type ReadHome = {
  home: Home;
  names: Record<string, string>;
  readAt: Date;
  policy: Policy;
  policyOf: (incident: Incident) => Policy;
};

/**
 * Reads a person's home: five bounded reads by index, however long the history is. That they are going to see it is kept first,
 * so that it can be taken back. Throws a UserError for who may see nothing.
 */
export async function readHome(ctx: Ctx, where: Whose): Promise<ReadHome> {
  const { workspace, user } = where;
  const { prisma } = ctx.db;
  const open = { workspace, status: { in: [...workingStatuses] } };
  const latest = { orderBy: { number: 'desc' as const }, take: mostRead, select: { state: true } };
  const who = await readWho(ctx, { user, wants: ['see'] });
  const { policy } = ctx.runbooks.current;
  refuseHopeless({ permission: 'see', who, policy });
  const maySee = (incident: Incident) => mayDo({ permission: 'see', who, incident, policy }).allowed;
  const now = ctx.now();
  const [mine, latestOpen, owing, glance] = await Promise.all([
    prisma.incident.findMany({ where: { ...open, people: { has: user } }, ...latest }),
    prisma.incident.findMany({ where: open, ...latest }),
    prisma.incident.findMany({ where: { workspace, taskOwners: { has: user } }, ...latest }),
    readGlance(prisma, { workspace, viewer: user, since: plus(now, -glanceDays * day), months: monthsAt(now, policy) }),
  ]);
  const found = {
    mine: readableIncidents(mine),
    open: readableIncidents(latestOpen).filter(maySee),
    owing: readableIncidents(owing),
  };
  const runbookOf = await ctx.runbooks.ofAll([...found.mine, ...found.open, ...found.owing]);
  const policyOf = (incident: Incident) => runbookOf(incident).policy;
  const home = homeOf(user, { ...found, glance }, policyOf);
  const readAt = ctx.now();
  await keepHome(prisma, { ...where, incidents: namedOn(home).map(({ id }) => id), now: readAt });
  return { home, names: namesOn(ctx, home), readAt, policy, policyOf };
}

/**
 * It was published. Answers false when something that it names has become private since it was read, or is called otherwise: then
 * it must not stay as it is.
 */
export async function homePublished(
  ctx: Ctx,
  where: Whose,
  { home, readAt }: Pick<ReadHome, 'home' | 'readAt'>,
): Promise<boolean> {
  const shown = namedOn(home);
  await settleHome(ctx.db.prisma, { ...where, incidents: shown.map(({ id }) => id), now: readAt });
  const rows = await ctx.db.prisma.incident.findMany({
    where: { id: { in: shown.map(({ id }) => id) } },
    select: { id: true, private: true, title: true },
  });
  return shown.every((incident) => {
    const now = rows.find(({ id }) => id === incident.id);
    return now?.private === incident.private && now.title === incident.title;
  });
}

function namesOn(ctx: Ctx, home: Home): Record<string, string> {
  const commanders = [...home.mine, ...home.others].flatMap((incident) => holderOf(incident, 'commander') ?? []);
  const nameOf = knownNames(ctx, commanders);
  return Object.fromEntries(commanders.flatMap((id) => (nameOf(id) === id ? [] : [[id, nameOf(id)]])));
}
