import type { Command, Declaration } from '../commands.ts';
import type { AttachAnswer } from '../pager-news.ts';
import { type Draft, inviteBeforeMention, plan, post, record, refreshAll, refreshSurfaces } from '../draft.ts';
import { type Incident, isOpen } from '../incident.ts';
import { acknowledge } from '../people.ts';
import type { RingState } from '../ring-state.ts';
import { acknowledgeRings, attachedName, isRingNeeded, keepRing, resolveRings, ringPhone } from '../rings.ts';
import { callPerson } from './calling.ts';
import { keepTrouble } from './trouble.ts';

type Attached = Extract<AttachAnswer, { outcome: 'attached' }>;
type Attachment = NonNullable<Incident['attachment']>;

const longestTitle = 150;

/** How an incident is called that was declared with nothing but a page, until the pager has said more. */
export function provisionalTitle({ id }: { id: string }): string {
  return `PagerDuty incident ${id}`;
}

/** The declaration named a page: the pager is asked for it. An exercise leaves the pager alone. */
export function askForPage(draft: Draft, { page }: Pick<Declaration, 'page'>): void {
  if (!page || draft.incident.kind !== 'real') return;
  const effect = plan(draft, { type: 'attach', page });
  draft.incident.attachment = { page, effect, state: 'asked', held: [] };
}

/** What the pager said of that page: whom it asks is not paged again, everybody else who waited for this is. */
export function pageAttached(draft: Draft, { effect, answer }: Extract<Command, { type: 'pageAttached' }>): void {
  const { attachment } = draft.incident;
  if (attachment === null || attachment.effect !== effect || attachment.state === 'attached') return;
  const { held } = attachment;
  attachment.held = [];
  attachment.state = answer.outcome;
  const named = takeTitle(draft, attachment, answer.title);
  if (answer.outcome === 'attached') keepPage(draft, attachment, answer, named);
  else tellRefused(draft, effect, answer);
  for (const call of held) if (isRingNeeded(call, draft.incident)) ringPhone(draft, call);
  refreshAll(draft, draft.incident.calls);
}

/** The pager's title, where nobody gave one. */
function takeTitle(draft: Draft, { page }: Attachment, title: string | null): boolean {
  const { incident } = draft;
  const clean = (title ?? '').replace(/\s+/gu, ' ').trim();
  if (clean === '' || incident.title !== provisionalTitle(page)) return false;
  const letters = [...clean];
  incident.title = letters.length > longestTitle ? `${letters.slice(0, longestTitle - 1).join('')}…` : clean;
  plan(draft, { type: 'setTopic' });
  refreshSurfaces(draft);
  return true;
}

function keepPage(draft: Draft, attachment: Attachment, answer: Attached, named: boolean): void {
  const { incident, now } = draft;
  const { via, page, number, people, acknowledged } = answer;
  const known = people.flatMap(({ user }) => user ?? []);
  const ring: RingState = {
    // Whose page it is: without anybody who is known in Slack, of whoever brought it.
    user: known[0] ?? incident.declaredBy,
    title: '',
    via,
    at: now,
    accepted: true,
    page,
    assignee: people[0]?.id ?? null,
    movedTo: null,
    acknowledged: acknowledged === null ? null : now,
    ended: null,
    attached: { number, people },
  };
  attachment.page = page;
  keepRing(draft, attachment.effect, ring);
  const title = named ? incident.title : answer.title;
  record(draft, 'pageAttached', null, {
    name: attachedName(ring),
    url: page.url,
    title,
    named,
    to: people.map(({ name }) => name),
    acknowledged: acknowledged?.name ?? null,
  });
  post(draft, { type: 'attached', ring: attachment.effect, title, named, acknowledged });
  if (!isOpen(incident)) return resolveRings(draft, null);
  if (acknowledged === null) callThem(draft, known);
  if (acknowledged !== null) acknowledge(draft, answererOf(incident, ring.user, acknowledged.user));
  // Who declares it is on it, where nobody else is asked.
  else if (known.every((user) => user === incident.declaredBy) && known.length === people.length)
    acknowledgeRings(draft, incident.declaredBy, incident.declaredBy);
}

// Their phones ring already; the message in Slack, with its buttons, is what they lack. Of a private incident a page that is
// older than it makes nobody a member.
function callThem(draft: Draft, users: string[]): void {
  const { incident } = draft;
  for (const user of users) {
    if (user === incident.declaredBy || incident.pages[user] !== undefined || incident.private) continue;
    inviteBeforeMention(draft, [user]);
    callPerson(draft, user, '', 'reach', null, null);
  }
}

// Who is not known in Slack, or may not read it, answered in place of whom the page was for.
function answererOf(incident: Incident, instead: string, by: string | null): string {
  return by === null || (incident.private && !incident.invited.includes(by)) ? instead : by;
}

function tellRefused(draft: Draft, effect: string, answer: Extract<AttachAnswer, { outcome: 'refused' }>): void {
  const { incident, now } = draft;
  const { via, reason, again } = answer;
  record(draft, 'pageAttached', null, { name: null, url: incident.attachment?.page.url ?? null, via, reason });
  const told = incident.troubles[effect];
  if (told !== undefined) {
    incident.troubles[effect] = { ...told, again: { at: now, reason }, mendedAt: null };
    return refreshAll(draft, [told.message]);
  }
  const notice = {
    type: 'trouble' as const,
    what: `${via} incident ${incident.attachment?.page.id ?? ''} was not attached: ${reason}.`,
    remedy: 'Whoever has to answer is called as usual.',
    ...(again ? { retry: effect } : {}),
  };
  keepTrouble(draft, effect, post(draft, notice), false);
}
