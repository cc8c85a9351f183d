import { noteDelivery, type PagerNews, hearPager } from '../commands/hear-pager.ts';
import type { Ctx } from '../context.ts';
import { readableIncidents } from '../db/incidents.ts';
import type { RingState } from '../domain/ring-state.ts';
import { isOwnNote } from '../domain/own-notes.ts';
import type { PageNote, PageNow } from '../pager/phone.ts';
import { atMost } from '../policy/at-most.ts';
import { workingStatuses } from '../domain/working-statuses.ts';

/** How often open pages are looked at where PagerDuty cannot tell of them. Milliseconds. */
export const pollEvery = 30_000;

const mostIncidents = 100;
// A request each: 40 a minute where PagerDuty takes 960.
const mostWithNotes = 20;
const askedAtOnce = 4;
// Shorter than deliveries are kept: a note is told once, and an old one no more.
const notesFrom = 86_400_000;
// Each is a request.
const mostAttached = 20;

/** Whether PagerDuty tells of what happens there by itself, because it knows where. */
export function isTold({ config }: Pick<Ctx, 'config'>): boolean {
  return config.publicUrl !== null && (config.pagerDuty?.webhookSecret ?? null) !== null;
}

/**
 * Looks at every open page: at our own by one request for all of them and one for the notes of each, by none while none is open;
 * at each that the pager had before by itself, because it may be of any service and age. `own` is false where the pager tells by
 * itself: it may tell of our own service only.
 */
export async function pollPages(ctx: Ctx, own = true): Promise<void> {
  const { phone } = ctx;
  if (phone === null) return;
  const open = await openPages(ctx);
  const ours = own ? open.filter(({ attached }) => attached === null) : [];
  const oldest = Math.min(...ours.map(({ at }) => at.getTime()));
  // A minute earlier: PagerDuty made it before we heard so.
  const pages = ours.length === 0 ? [] : await phone.look(new Date(oldest - 60_000));
  const named = [...new Set(open.flatMap(({ attached, page }) => (attached === null ? [] : (page?.id ?? []))))];
  const troubles: unknown[] = [];
  for (const id of named.slice(0, mostAttached)) {
    const found = await phone.read?.(id).catch((error: unknown) => void troubles.push(error));
    if (found) pages.push(found);
  }
  const asked = new Set<string>();
  for (const ring of open) {
    const now = pages.find(({ id }) => id === ring.page?.id);
    // Several incidents may have it; whoever hears of it tells them all.
    for (const news of now === undefined || asked.has(now.id) ? [] : newsOf(ring, now)) {
      asked.add(news.page);
      await hearPager(ctx, news);
    }
  }
  for (const news of own ? await newNotes(ctx, open, troubles) : []) await hearPager(ctx, news);
  // One that is gone, or that nobody may see, keeps no other from being looked at.
  if (troubles.length > 0) throw new AggregateError(troubles, 'Some open pages could not be looked at');
}

async function newNotes(
  { db, phone, now }: Ctx,
  open: readonly RingState[],
  troubles: unknown[],
): Promise<PagerNews[]> {
  if (phone === null) return [];
  const pages = [...new Set(open.flatMap(({ page }) => page?.id ?? []))].slice(0, mostWithNotes);
  const noted = await atMost(askedAtOnce, pages, async (page) => {
    const notes = await phone.notes(page).catch((error: unknown) => void troubles.push(error));
    return (notes ?? []).filter((note) => isTelling(note, now())).map((note) => noteNews(page, note));
  });
  const news = noted.flat();
  if (news.length === 0) return [];
  const keys = news.map(({ delivery }) => delivery);
  const told = await db.prisma.delivery.findMany({ where: { key: { in: keys } }, select: { key: true } });
  return news.filter(({ delivery }) => !told.some(({ key }) => key === delivery));
}

function isTelling({ text, at }: PageNote, now: Date): boolean {
  return !isOwnNote(text) && at.getTime() > now.getTime() - notesFrom;
}

function noteNews(page: string, { id, text, by }: PageNote): PagerNews {
  return { delivery: noteDelivery(id), page, key: null, change: { what: 'noted', text }, agent: by };
}

async function openPages({ db }: Ctx): Promise<RingState[]> {
  const rows = await db.prisma.incident.findMany({
    where: { status: { in: [...workingStatuses] }, pagerIncidents: { isEmpty: false } },
    orderBy: { number: 'desc' },
    take: mostIncidents,
    select: { state: true },
  });
  return readableIncidents(rows)
    .flatMap(({ rings }) => Object.values(rings))
    .filter(({ page, ended }) => page !== null && ended === null);
}

/** What is different there from what is known here. */
function newsOf(ring: RingState, now: PageNow): PagerNews[] {
  const about = { page: now.id, key: null };
  // Each state of a page is told once, by whichever replica looked first.
  const delivery = (what: string) => `pagerduty:poll:${now.id}:${what}:${now.changedAt}`;
  if (now.status === 'resolved')
    return [{ ...about, delivery: delivery('resolved'), change: { what: 'resolved' }, agent: now.by }];
  const moved = now.assignees.length > 0 && now.assignees[0]?.id !== (ring.movedTo ?? ring.assignee);
  const to = now.assignees;
  return [
    ...(moved
      ? [{ ...about, delivery: delivery(`to ${to[0]?.id}`), change: { what: 'reassigned', to } as const, agent: null }]
      : []),
    ...(now.status === 'acknowledged' && ring.acknowledged === null
      ? [{ ...about, delivery: delivery('acknowledged'), change: { what: 'acknowledged' } as const, agent: now.by }]
      : []),
  ];
}
