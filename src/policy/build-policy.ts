import type { Policy } from '../domain/policy.ts';
import type { PolicyFile } from './policy-schema.ts';

/** The checked file as the domain knows it. */
export function buildPolicy(file: PolicyFile, { hash, templates }: Pick<Policy, 'hash' | 'templates'>): Policy {
  return {
    organisation: file.organisation,
    hash,
    timezone: file.timezone,
    businessHours: file.business_hours,
    people: file.people,
    roles: file.roles,
    severities: file.severities,
    statuses: Object.fromEntries(
      Object.entries(file.statuses).flatMap(([status, name]) => (name === undefined ? [] : [[status, name]])),
    ),
    channel: file.channel,
    permissions: file.permissions,
    ...file.checklists,
    review: file.review,
    experts: file.experts,
    rotation: file.rotation ?? null,
    moments: file.moments,
    triage: file.triage,
    detection: file.detection,
    containment: file.containment,
    contacts: file.contacts,
    links: file.links,
    templates,
    outside: file.outside,
    actionKinds: file.actions.kinds,
    targets: file.targets,
    upkeep: file.upkeep ?? null,
    silence: file.reminders.silence,
    rolesUnfilled: file.reminders.roles_unfilled,
    retention: file.retention === undefined ? null : { closedAfter: file.retention.closed_after },
    manual: file.manual,
  };
}
