import type { Entry } from './timeline.ts';

/** How long somebody had a role; `to` is null for who has it still. */
export type Interval = { role: string; user: string; from: Date; to: Date | null };

/**
 * Every interval of every role, in the order in which they began, as the record tells it. Time between a resolution and its
 * reopening belongs to nobody; reopened, the roles are held again by who held them.
 */
export function intervalsOf(entries: readonly Entry[]): Interval[] {
  const all: Interval[] = [];
  let endedAt: Date | null = null;
  const end = (which: (one: Interval) => boolean, at: Date): Interval[] => {
    const ended = all.filter((one) => one.to === null && which(one));
    for (const one of ended) one.to = at;
    return ended;
  };
  for (const { kind, at, body } of entries) {
    if (kind === 'resolved' || kind === 'cancelled') endedAt = at;
    if (kind === 'reopened' && endedAt !== null) {
      const held = end(() => true, endedAt);
      all.push(...held.map(({ role, user }) => ({ role, user, from: at, to: null })));
      endedAt = null;
    }
    if (kind !== 'roleTaken' && kind !== 'roleLeft') continue;
    const [role, user] = [body?.['role'], body?.['user']];
    if (typeof role !== 'string') continue;
    end((one) => one.role === role, at);
    if (kind === 'roleTaken' && typeof user === 'string') all.push({ role, user, from: at, to: null });
  }
  return all;
}
