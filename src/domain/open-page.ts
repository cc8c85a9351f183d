import type { Incident } from './incident.ts';
import { repeatEvery } from './schedule.ts';

/**
 * A call to that person waits for its answer still: a later one would only ring twice. The next round of the ladder, and
 * whoever presses *Escalate* or *Page someone*, calls all the same.
 */
export function hasOpenPage(incident: Incident, user: string, now: Date, quiet = false): boolean {
  const page = incident.pages[user];
  // Whom somebody else was called for sleeps on: only the next round calls them again.
  const over = page === undefined || (page.stoodDown !== null && page.instead === null);
  if (over || now.getTime() - page.at.getTime() >= repeatEvery) return false;
  // Where a phone may ring now, a message of before is no call of that kind.
  if (page.quiet && !quiet) return false;
  return !incident.acknowledgements.some((ack) => ack.user === user && ack.at >= page.at);
}
