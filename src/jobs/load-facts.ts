import { knownNames } from '../commands/read-names.ts';
import type { Ctx } from '../context.ts';
import type { Incident } from '../domain/incident.ts';
import type { Notice } from '../domain/notices.ts';
import type { Facts } from '../slack/views/facts.ts';
import { knownBotUser } from './bot-user.ts';
import type { Situation } from './effects/effect-job.ts';
import { isLate } from './effects/is-late.ts';
import { receiptLines } from './receipt-lines.ts';

/** What a notice is rendered from, now. `sentAt` is when it was first posted, on an edit; null when it is posted now. */
export async function factsFor(
  ctx: Ctx,
  { row, incident }: Situation,
  notice: Notice,
  sentAt: Date | null,
): Promise<Facts> {
  const now = ctx.now();
  return {
    incident,
    policy: ctx.policy,
    now,
    botUserId: knownBotUser(ctx.slack),
    receipt: notice.type === 'receipt' ? await receiptLines(ctx, incident) : [],
    late: isLate(row, sentAt ?? now) ? row.dueAt : null,
    pagerRings: ctx.pager.rings,
    announceChannel: ctx.config.announceChannel,
    sentAt,
    names: namesIn(ctx, incident),
  };
}

/**
 * Names of those whom messages tell about, as far as they are known: no message waits for a name. Who has no known name is
 * asked for beside it and mentioned until then; opening the channel asks for the first ones, before the first message needs them.
 */
export function namesIn(ctx: Ctx, incident: Incident): Record<string, string> {
  const { declaredBy, statusBy, roles, standing, resolution, updates, handovers } = incident;
  const users = new Set([
    declaredBy,
    statusBy,
    ...Object.values(roles).map(({ user }) => user),
    ...Object.values(handovers).flatMap(({ from, to }) => (from === null ? [to] : [from, to])),
    ...[standing?.user, resolution?.owner, updates.last?.by].filter((user) => user !== undefined),
  ]);
  const nameOf = knownNames(ctx, [...users]);
  return Object.fromEntries([...users].flatMap((user) => (nameOf(user) === user ? [] : [[user, nameOf(user)]])));
}
