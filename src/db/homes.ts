import type { Tx } from './incidents.ts';

type Kept = { workspace: string; user: string; incidents: string[]; now: Date };

/** Keeps what somebody's Home is going to name, beside what it names until then: the call may never arrive. */
export async function keepHome(tx: Tx, { workspace, user, incidents, now }: Kept): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO home (workspace, user_id, incidents, published_at) VALUES (${workspace}, ${user}, ${incidents}, ${now})
    ON CONFLICT (workspace, user_id) DO UPDATE SET published_at = excluded.published_at,
      incidents = ARRAY(SELECT DISTINCT unnest(home.incidents || excluded.incidents))`;
}

/** It was published and names these alone, unless another one of theirs is on its way. `now` is that of keepHome. */
export async function settleHome(tx: Tx, { workspace, user, incidents, now }: Kept): Promise<void> {
  await tx.home.updateMany({ where: { workspace, userId: user, publishedAt: now }, data: { incidents } });
}

/** Whose Home names the incident. */
export async function findHomes(tx: Tx, where: { workspace: string; incident: string }): Promise<string[]> {
  const rows = await tx.home.findMany({
    where: { workspace: where.workspace, incidents: { has: where.incident } },
    orderBy: { userId: 'asc' },
    select: { userId: true },
  });
  return rows.map(({ userId }) => userId);
}
