import type { Ctx } from '../context.ts';
import type { EffectModel } from '../db/generated/models.ts';
import type { Effect } from '../domain/effects.ts';
import type { OwnEffect } from '../domain/own-effects.ts';

// What is asked of Slack first, where that is one method for all effects of a type. Without it the client notices at the call.
const methods: Partial<Record<(Effect | OwnEffect)['type'], string>> = {
  openChannel: 'conversations.create',
  refresh: 'chat.update',
  retell: 'chat.update',
  pin: 'pins.add',
  setTopic: 'conversations.setTopic',
  addBookmark: 'bookmarks.add',
  page: 'conversations.open',
  refreshHomes: 'views.publish',
  archiveChannel: 'conversations.archive',
};
const methodOf = new Map<string, string>(Object.entries(methods));

/**
 * How much later than the most urgent an effect goes when Slack's wait is over, in milliseconds: if the urgent ones use up what
 * Slack takes, it waits once more with all replicas.
 */
export function yieldsFor({ urgency }: Pick<EffectModel, 'urgency'>): number {
  return urgency * 1000;
}

/** Until when an effect waits because Slack asked any replica to; null when it may go. */
export function heldUntil(ctx: Ctx, row: Pick<EffectModel, 'type' | 'urgency'>): Date | null {
  const method = methodOf.get(row.type);
  if (method === undefined) return null;
  const until = ctx.limits.waitsUntil(method, yieldsFor(row));
  return until === null ? null : new Date(until.getTime() + yieldsFor(row));
}
