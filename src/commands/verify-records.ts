import type { Ctx } from '../context.ts';
import { loadIncident } from '../db/incidents.ts';
import { readAllEntries } from '../db/timeline.ts';
import { nameOf } from '../domain/incident.ts';
import { firstFault } from '../domain/verify-record.ts';

const pageSize = 200;

/** What came of looking at every timeline. `faults` are sentences. */
export type Verified = { incidents: number; entries: number; faults: string[] };

/** Holds every timeline against its chain and its head. */
export async function verifyRecords({ db }: Pick<Ctx, 'db'>): Promise<Verified> {
  const verified: Verified = { incidents: 0, entries: 0, faults: [] };
  let after = '';
  for (;;) {
    const rows = await db.prisma.incident.findMany({
      where: { id: { gt: after } },
      orderBy: { id: 'asc' },
      take: pageSize,
      select: { id: true },
    });
    for (const { id } of rows) {
      const incident = await loadIncident(db.prisma, id);
      if (incident === null) continue;
      const entries = await readAllEntries(db.prisma, id);
      verified.incidents += 1;
      verified.entries += entries.length;
      const fault = firstFault(entries, incident.head);
      if (fault !== null)
        verified.faults.push(`${nameOf(incident)}: entry ${fault.seq} does not hold: ${fault.problem}.`);
    }
    if (rows.length < pageSize) return verified;
    after = rows.at(-1)?.id ?? after;
  }
}
