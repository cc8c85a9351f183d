import type { OnCall } from '../domain/on-call.ts';
import type { Tx } from './incidents.ts';

/** What the pager said of schedules, when it was last asked. */
export async function readOnCall(tx: Tx, schedules: string[]): Promise<OnCall[]> {
  const rows = await tx.onCall.findMany({ where: { schedule: { in: schedules } } });
  return rows.map(({ schedule, pagerId, name, slack, known, askedAt }) => ({
    schedule,
    person: pagerId === null ? null : { pagerId, name: name ?? pagerId, slack },
    known,
    askedAt,
  }));
}

/** Keeps it for every replica, and for when the pager is away. */
export async function keepOnCall(tx: Tx, found: readonly OnCall[]): Promise<void> {
  for (const { schedule, person, known, askedAt } of found) {
    const data = { pagerId: person?.pagerId ?? null, name: person?.name ?? null, slack: person?.slack ?? null };
    await tx.onCall.upsert({
      where: { schedule },
      create: { schedule, ...data, known, askedAt },
      update: { ...data, known, askedAt },
    });
  }
}
