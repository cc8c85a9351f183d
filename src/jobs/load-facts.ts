import { findSimilar } from '../commands/find-incident.ts';
import { knownNames } from '../commands/read-names.ts';
import { readWoken } from '../commands/read-woken.ts';
import type { Ctx } from '../context.ts';
import { loadIncidents } from '../db/incidents.ts';
import { type Incident, isOpen } from '../domain/incident.ts';
import { isLate } from '../domain/lateness.ts';
import type { Notice } from '../domain/notices.ts';
import type { Policy } from '../domain/policy.ts';
import { alternatesOf } from '../domain/woken.ts';
import type { Facts } from '../slack/views/facts.ts';
import { calledBy } from '../slack/views/woken.ts';
import { knownBotUser } from './bot-user.ts';
import type { Situation } from './effects/effect-job.ts';
import { parseEffect } from './effects/parse-effect.ts';
import { readCarried } from './effects/read-carried.ts';
import { receiptLines } from './receipt-lines.ts';
import { withdrawalLines } from './withdrawal-lines.ts';

/** What a notice is rendered from, now. `sentAt` is when it was first posted, on an edit; null when it is posted now. */
export async function factsFor(
  ctx: Ctx,
  { row, incident }: Situation,
  notice: Notice,
  sentAt: Date | null,
): Promise<Facts> {
  const now = ctx.now();
  const { policy, templates } = await ctx.runbooks.of(incident);
  return {
    incident,
    policy,
    now,
    botUserId: knownBotUser(ctx.slack),
    receipt: await linesFor(ctx, incident, notice),
    similar: notice.type === 'receipt' ? await findSimilar(ctx, incident) : [],
    reader: readerOf(row),
    late: isLate(row.dueAt, sentAt ?? now) ? row.dueAt : null,
    pagerRings: ctx.phone !== null,
    announceChannel: ctx.config.announceChannel,
    sentAt,
    woken: await wokenIn(ctx, incident, policy, notice),
    names: namesIn(ctx, incident),
    carried: await carriedBy(ctx, row, notice),
    render: (template, data) => templates.renderMessage(template, data),
    others: await loadIncidents(ctx.db.prisma, othersIn(incident, notice)),
  };
}

/** What a message stands for besides itself, in the order in which it was to be said. */
async function carriedBy(ctx: Ctx, row: Situation['row'], notice: Notice): Promise<Facts['carried']> {
  return notice.type === 'whileAway' ? readCarried(ctx.db.prisma, row, notice) : [];
}

async function linesFor(ctx: Ctx, incident: Incident, notice: Notice): Promise<Facts['receipt']> {
  if (notice.type === 'receipt') return receiptLines(ctx, incident);
  return notice.type === 'madePrivate' ? withdrawalLines(ctx, incident) : [];
}

/** Of those whom timers call, and of who could come instead. */
async function wokenIn(ctx: Ctx, incident: Incident, policy: Policy, notice: Notice): Promise<Facts['woken']> {
  if (notice.type !== 'due' || incident.kind !== 'real' || !isOpen(incident)) return {};
  const [first] = notice.items.map(({ planned }) => planned).toSorted();
  const called = notice.items.flatMap(calledBy);
  if (first === undefined || called.length === 0) return {};
  // What this call itself does to their night does not count, also when the message is edited later.
  const before = new Date(first);
  const woken = await readWoken(ctx, { incident, users: called, before });
  const users = Object.keys(woken).flatMap((user) => alternatesOf(incident, policy, user, null, ctx.now()));
  return { ...(await readWoken(ctx, { incident, users, before })), ...woken };
}

/** Who alone reads it; null for what is posted in a channel. */
function readerOf({ payload }: Situation['row']): string | null {
  const effect = parseEffect(payload);
  if (effect.type === 'page') return effect.user;
  return effect.type === 'post' && effect.to.type === 'person' ? effect.to.user : null;
}

/** Ids of the incidents that a notice tells about besides its own. */
function othersIn(incident: Incident, notice: Notice): string[] {
  const into = incident.merged === null ? [] : [incident.merged.into.id];
  switch (notice.type) {
    case 'headline':
    case 'announcement':
      return into;
    case 'call':
      return (notice.also ?? []).map(({ incident: id }) => id);
    case 'mergeOffer':
      return notice.others;
    case 'change':
      return 'other' in notice.change ? [notice.change.other] : [];
    default:
      return [];
  }
}

/**
 * Names of those whom messages tell about, as far as they are known: no message waits for a name. Who has no known name is
 * asked for beside it and mentioned until then; opening the channel asks for the first ones, before the first message needs them.
 */
export function namesIn(ctx: Ctx, incident: Incident): Record<string, string> {
  const { declaredBy, statusBy, roles, standing, resolution, updates, handovers, plannedHandovers, parked } = incident;
  const { tasks, checklists, ticket, engaged, problems } = incident;
  const users = new Set([
    declaredBy,
    statusBy,
    ...Object.values(roles).map(({ user }) => user),
    ...Object.values(handovers).flatMap(({ from, to }) => (from === null ? [to] : [from, to])),
    ...Object.values(plannedHandovers).map(({ to }) => to),
    ...[parked?.watching, standing?.user, resolution?.owner, updates.last?.by].filter((user) => user !== undefined),
    ...[...tasks, ...checklists.flatMap(({ items }) => items)].flatMap(({ doneBy }) => doneBy ?? []),
    ...incident.outside.flatMap(({ sentBy }) => sentBy ?? []),
    ...(ticket.created === null ? [] : [ticket.created.by]),
    ...engaged.flatMap(({ user, by }) => [user, by]),
    ...problems.flatMap(({ by, ticks }) => [by, ...Object.values(ticks).map((tick) => tick.by)]),
    ...tasks.flatMap(({ by, owner }) => (owner === null ? [by] : [by, owner])),
  ]);
  const nameOf = knownNames(ctx, [...users]);
  return Object.fromEntries([...users].flatMap((user) => (nameOf(user) === user ? [] : [[user, nameOf(user)]])));
}
