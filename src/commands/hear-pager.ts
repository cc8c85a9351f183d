import type { Ctx } from '../context.ts';
import { loadIncidents } from '../db/incidents.ts';
import type { PagerAuthor, PagerChange } from '../domain/pager-news.ts';
import type { Incident } from '../domain/incident.ts';
import { isOwnNote } from '../domain/own-notes.ts';
import { execute } from './execute.ts';
import { slackUserOf } from './slack-user-of.ts';

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

// The same page may be attached to as many as people declared for it.
const mostIncidents = 10;

/** What a note is remembered by, so that one is told once by whoever hears of it first. */
export function noteDelivery(note: string): string {
  return `pagerduty:note:${note}`;
}

/**
 * Acts on what was done in the pager. `early`: the page is Muster's, but its opening has not been recorded yet, so it has to be
 * told again in a moment. `foreign`: no incident has that page.
 */
export async function hearPager(ctx: Ctx, news: PagerNews): Promise<'heard' | 'early' | 'foreign'> {
  const { page, change, agent, delivery } = news;
  if (change.what === 'noted' && isOwnNote(change.text)) return 'heard';
  const found = await findByPage(ctx, page);
  if (found.length === 0) return (await isOnItsWay(ctx, news.key)) ? 'early' : 'foreign';
  for (const [index, { incident, ring }] of found.entries()) {
    if (ring === null) continue;
    const author = await authorOf(ctx, incident, ring, agent);
    const command = { type: 'pagerChanged', ring, change, author } as const;
    const once = index === 0 ? delivery : `${delivery}:${incident.number}`;
    await execute(ctx, { incidentId: incident.id, command, delivery: once });
  }
  return found.some(({ ring }) => ring === null) ? 'early' : 'heard';
}

/** The incidents of that page; `ring` is null where one is still being attached. */
async function findByPage({ db }: Ctx, page: string): Promise<{ incident: Incident; ring: string | null }[]> {
  const rows = await db.prisma.incident.findMany({
    where: { pagerIncidents: { has: page } },
    orderBy: { number: 'asc' },
    take: mostIncidents,
    select: { id: true },
  });
  const incidents = await loadIncidents(
    db.prisma,
    rows.map(({ id }) => id),
  );
  return incidents
    .toSorted((a, b) => a.number - b.number)
    .flatMap((incident) => {
      const ring = Object.entries(incident.rings).find(([, state]) => state.page?.id === page)?.[0] ?? null;
      return ring === null && incident.attachment?.state !== 'asked' ? [] : [{ incident, ring }];
    });
}

async function isOnItsWay({ db }: Ctx, key: string | null): Promise<boolean> {
  if (key === null) return false;
  const row = await db.prisma.effect.findUnique({ where: { id: key }, select: { state: true } });
  return row !== null && (row.state === 'planned' || row.state === 'sending');
}

async function authorOf(ctx: Ctx, incident: Incident, ring: string, agent: PagerNews['agent']): Promise<PagerAuthor> {
  const state = incident.rings[ring];
  if (agent === null) return { user: null, name: state?.via ?? 'The pager' };
  const { id, name } = agent;
  const asked = state?.attached?.people.find((person) => person.id === id) ?? null;
  if (asked !== null) return { user: asked.user, name };
  if (state !== undefined && state.attached === null && id === state.assignee) return { user: state.user, name };
  return { user: await slackUserOf(ctx, incident, id), name };
}
