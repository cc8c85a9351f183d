import type { z } from 'zod';
import type { Incident } from '../../domain/incident.ts';
import type { incidentAnswer } from './schemas.ts';

/** An incident as the API answers it. */
export function tellIncident(incident: Incident): z.output<typeof incidentAnswer> {
  const { moments, updates } = incident;
  const at = (moment: Date | null) => moment?.toISOString() ?? null;
  return {
    name: `INC-${incident.number}`,
    number: incident.number,
    title: incident.title,
    severity: incident.severity,
    status: incident.status,
    statusSince: incident.statusSince.toISOString(),
    kind: incident.kind,
    private: incident.private,
    affected: incident.affected,
    impact: incident.impact,
    exposure: incident.exposure,
    declaredBy: incident.declaredBy,
    channel: incident.channel,
    roles: Object.fromEntries(Object.entries(incident.roles).map(([key, held]) => [key, held.user])),
    moments: {
      impactStarted: at(moments.impactStarted),
      detected: at(moments.detected),
      declared: moments.declared.toISOString(),
      acknowledged: at(moments.acknowledged),
      identified: at(moments.identified),
      mitigated: at(moments.mitigated),
      resolved: at(moments.resolved),
      closed: at(moments.closed),
    },
    updates: {
      count: updates.count,
      last: updates.last === null ? null : { ...updates.last, at: updates.last.at.toISOString() },
      nextDue: at(incident.cadence.due),
    },
  };
}
