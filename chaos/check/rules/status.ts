import type { Complaint } from '../complaint.ts';
import { type Entry, type View, openStatuses, said } from '../view.ts';

const over = ['resolved', 'closed', 'cancelled', 'merged'];

/** From which statuses each kind of entry may come, and what it makes of it. */
const moves: Record<string, { from: string[]; to: (entry: Entry, before: string) => string }> = {
  statusChanged: { from: openStatuses, to: (entry) => said(entry, 'to') },
  resolved: { from: openStatuses, to: () => 'resolved' },
  closed: { from: ['resolved'], to: () => 'closed' },
  cancelled: { from: openStatuses, to: () => 'cancelled' },
  merged: { from: openStatuses, to: () => 'merged' },
  reopened: { from: over, to: () => 'investigating' },
  // It goes back to what it was before the merge.
  mergeUndone: { from: ['merged'], to: (_, before) => before },
};

/** What may be recorded only while work goes on. */
const onlyOpen = [
  'updatePosted',
  'updateNudged',
  'updateOverdue',
  'snoozed',
  'parked',
  'severityChanged',
  'stepFired',
  'ladderRepeated',
  'lapsed',
  'commanderMissing',
  'commanderSilent',
  'rolesUnfilled',
  'silence',
  'soakEnded',
  'roleLeft',
];

/**
 * The statuses of a timeline are a legal sequence, each from where the one before it went; nothing that belongs to the work
 * is recorded when it is over; the export's status and severity are those at the end.
 */
export function status({ cases }: View): Complaint[] {
  const complaints: Complaint[] = [];
  for (const { name, entries, incident } of cases) {
    let now = 'investigating';
    let before = now;
    let severity = entries.find(({ kind }) => kind === 'declared')?.body?.severity;
    const complain = (when: string | null, demanded: string, seen: string): void =>
      void complaints.push({ rule: 'status', incident: name, when, demanded, seen, where: `export of ${name}` });
    for (const entry of entries) {
      const move = moves[entry.kind];
      if (move !== undefined) {
        if (!move.from.includes(now))
          complain(entry.recordedAt, `${entry.kind} only from ${move.from.join(', ')}`, `it was ${now}`);
        const from = said(entry, 'from');
        if (entry.kind === 'statusChanged' && from !== now)
          complain(entry.recordedAt, `a change from ${now}`, `a change from ${from}`);
        const next = move.to(entry, before);
        before = now;
        now = next;
      } else if (onlyOpen.includes(entry.kind) && !openStatuses.includes(now))
        complain(entry.recordedAt, `no ${entry.kind} of an incident that is ${now}`, `entry ${entry.seq}`);
      if (entry.kind === 'severityChanged') {
        if (entry.body !== null && entry.body.from !== severity)
          complain(entry.recordedAt, `a change from ${String(severity)}`, `a change from ${said(entry, 'from')}`);
        severity = entry.body?.to ?? severity;
      }
    }
    if (incident.status !== now) complain(null, `status ${now}, by its timeline`, incident.status);
    if (severity !== undefined && incident.severity !== severity)
      complain(null, `severity ${String(severity)}, by its timeline`, incident.severity);
  }
  return complaints;
}
