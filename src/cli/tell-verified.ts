import { verifyRecords } from '../commands/verify-records.ts';
import type { Database } from '../db/connect.ts';
import type { Terminal } from './command.ts';

/** Verifies every timeline of a database that was just filled, and says so. Answers the exit code. */
export async function tellVerified(db: Database, terminal: Terminal): Promise<number> {
  const { incidents, entries, faults } = await verifyRecords({ db });
  if (faults.length === 0) {
    terminal.out(
      `Verified: ${counted(incidents, 'timeline')} with ${counted(entries, 'entry', 'entries')}, and every chain holds.`,
    );
    return 0;
  }
  for (const fault of faults.slice(0, 20)) terminal.err(fault);
  if (faults.length > 20) terminal.err(`And ${faults.length - 20} more.`);
  terminal.err('These read the same where they came from; everything else is as it was recorded.');
  return 1;
}

/** `1 timeline`, `3 entries`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** What a database holds, in a line: `12 incidents, 340 timeline entries …`. */
export function tellCounts(counts: Record<string, number>): string {
  const { incident = 0, timeline_entry: entries = 0, post_mortem: drafts = 0, effect: effects = 0 } = counts;
  return [
    counted(incident, 'incident'),
    counted(entries, 'timeline entry', 'timeline entries'),
    counted(drafts, 'version of a post-mortem', 'versions of post-mortems'),
    counted(effects, 'message or other effect', 'messages and other effects'),
  ].join(', ');
}
