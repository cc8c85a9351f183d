import type { Incident } from './incident.ts';

/** What people asked of each other: the time of a planned request, the end of the wait for an answer. */
export type HandoverTimer = { type: 'handoverPlanned' | 'handoverUnanswered'; at: Date; planned: Date; role: string };

/** The timers of requests to take over a role. They run while an incident is parked, too. */
export function handoverTimers({ handovers, plannedHandovers }: Incident): HandoverTimer[] {
  return [
    ...Object.entries(plannedHandovers).map(([role, { at }]) => ({
      type: 'handoverPlanned' as const,
      role,
      at,
      planned: at,
    })),
    ...Object.values(handovers).map(({ role, until }) => ({
      type: 'handoverUnanswered' as const,
      role,
      at: until,
      planned: until,
    })),
  ];
}
