import type { Complaint } from '../complaint.ts';
import { latestFor } from '../lateness.ts';
import { type View, decidedAt, iso, openStatuses, said } from '../view.ts';

/**
 * No open incident without its next timer, judged from outside: of an urgent one (the two highest severities) that is neither parked
 * nor watched, something is recorded at least as often as the policy asks about silence, whatever people do. A backfill has no timers.
 * What is less urgent is held to its rhythm by the rule `reminders`.
 */
export function silence({ record, cases, demands }: View): Complaint[] {
  const complaints: Complaint[] = [];
  for (const { name, entries, incident } of cases) {
    if (incident.kind === 'backfill') continue;
    let status = 'investigating';
    let severity = '';
    let parked = false;
    let last: number | null = null;
    const look = (until: number): void => {
      const rank = demands.severities.find(({ key }) => key === severity)?.rank ?? 0;
      const isHeld = openStatuses.includes(status) && status !== 'monitoring' && !parked && rank <= 1;
      if (!isHeld || last === null) return;
      const due = latestFor(record, last + demands.silence);
      if (until > due)
        complaints.push({
          rule: 'silence',
          incident: name,
          when: iso(last),
          demanded: `something by ${iso(due)}: it is open and ${severity}`,
          seen: `nothing until ${iso(until)}`,
          where: `export of ${name}: no timer fired`,
        });
    };
    for (const entry of entries) {
      look(decidedAt(entry));
      if (entry.kind === 'declared') severity = said(entry, 'severity');
      if (entry.kind === 'severityChanged') severity = said(entry, 'to');
      if (entry.kind === 'statusChanged') status = said(entry, 'to');
      if (['resolved', 'closed', 'cancelled', 'merged'].includes(entry.kind)) status = entry.kind;
      if (entry.kind === 'reopened' || entry.kind === 'mergeUndone') status = 'investigating';
      if (entry.kind === 'parked') parked = true;
      if (entry.kind === 'parkEnded') parked = false;
      last = decidedAt(entry);
    }
    look(Date.parse(record.ended));
  }
  return complaints;
}
