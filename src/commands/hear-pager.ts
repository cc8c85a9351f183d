import type { Ctx } from '../context.ts';
import { loadIncident } from '../db/incidents.ts';
import type { PagerAuthor, PagerChange } from '../domain/commands.ts';
import type { Incident } from '../domain/incident.ts';
import { isOwnNote } from '../domain/own-notes.ts';
import { execute } from './execute.ts';

/** What the pager tells: of which of its incidents, what, and who did it (by the pager's own id; null for the pager itself). */
export type PagerNews = {
  /** The pager's id of this event: the second of the same does nothing. */
  delivery: string;
  page: string;
  /** The effect that made the page; null where the pager does not say it. */
  key: string | null;
  change: PagerChange;
  agent: { id: string; name: string } | null;
};

/**
 * Acts on what was done in the pager. `early`: the page is Muster's, but its opening has not been recorded yet, so it has to be
 * told again in a moment. `foreign`: no incident has that page.
 */
export async function hearPager(ctx: Ctx, news: PagerNews): Promise<'heard' | 'early' | 'foreign'> {
  const { page, change, agent, delivery } = news;
  if (change.what === 'noted' && isOwnNote(change.text)) return 'heard';
  const found = await findByPage(ctx, page);
  if (found === null) return (await isOnItsWay(ctx, news.key)) ? 'early' : 'foreign';
  const { incident, ring } = found;
  const author = await authorOf(ctx, incident, ring, agent);
  const command = { type: 'pagerChanged', ring, change, author } as const;
  await execute(ctx, { incidentId: incident.id, command, delivery });
  return 'heard';
}

async function findByPage({ db }: Ctx, page: string): Promise<{ incident: Incident; ring: string } | null> {
  const row = await db.prisma.incident.findFirst({ where: { pagerIncidents: { has: page } }, select: { id: true } });
  const incident = row === null ? null : await loadIncident(db.prisma, row.id);
  const ring = Object.entries(incident?.rings ?? {}).find(([, state]) => state.page?.id === page)?.[0];
  return incident === null || ring === undefined ? null : { incident, ring };
}

async function isOnItsWay({ db }: Ctx, key: string | null): Promise<boolean> {
  if (key === null) return false;
  const row = await db.prisma.effect.findUnique({ where: { id: key }, select: { state: true } });
  return row !== null && (row.state === 'planned' || row.state === 'sending');
}

// Whoever it is in Slack: by the page itself, by the policy, else by the address that both sides have.
async function authorOf(ctx: Ctx, incident: Incident, ring: string, agent: PagerNews['agent']): Promise<PagerAuthor> {
  const state = incident.rings[ring];
  if (agent === null) return { user: null, name: state?.via ?? 'The pager' };
  const { name } = agent;
  if (state !== undefined && agent.id === state.assignee) return { user: state.user, name };
  const { policy } = await ctx.runbooks.of(incident);
  const person = Object.values(policy.people).find(({ pagerduty, slack }) => pagerduty === agent.id && slack !== null);
  return { user: person?.slack ?? (await byAddress(ctx, agent.id)), name };
}

async function byAddress({ phone, slack, log }: Ctx, id: string): Promise<string | null> {
  try {
    const email = (await phone?.addressOf(id)) ?? null;
    return email === null ? null : ((await slack.users.lookupByEmail({ email })).user?.id ?? null);
  } catch (err) {
    log.warn({ err, id }, 'Who that is in Slack could not be asked; their name in the pager stands');
    return null;
  }
}
