import type { LadderStep, Policy, Severity } from '../domain/policy.ts';
import { withoutParts } from '../domain/runbook-parts.ts';
import type { PolicyFile } from './policy-schema.ts';

/** The checked file as the domain knows it, with what the format leaves to a default. */
export function buildPolicy(file: PolicyFile, hash: string): Policy {
  return {
    organisation: file.organisation,
    hash,
    timezone: file.timezone,
    businessHours: file.business_hours,
    people: Object.fromEntries(
      Object.entries(file.people).map(([key, person]) => [
        key,
        {
          key,
          title: person.title ?? person.name ?? key,
          name: person.name ?? null,
          slack: person.slack ?? null,
          email: person.email ?? null,
          phone: person.phone ?? null,
          pagerduty: null,
        },
      ]),
    ),
    roles: Object.entries(file.roles).map(([key, role]) => ({
      key,
      name: role.name,
      button: role.button ?? `Take ${key === 'commander' ? 'command' : key.replaceAll('-', ' ')}`,
      primary: role.primary ?? null,
      secondary: role.secondary ?? null,
      schedule: null,
    })),
    severities: Object.entries(file.severities).map(([key, severity], rank) => buildSeverity(key, rank, severity)),
    statuses: Object.fromEntries(
      Object.entries(file.statuses).flatMap(([status, name]) => (name === undefined ? [] : [[status, name]])),
    ),
    channel: file.channel,
    permissions: permissionsOf(file.permissions),
    soak: file.checklists.resolution.soak,
    closing: file.checklists.closure,
    review: { ...file.review, attendees: [], agenda: [] },
    ...withoutParts,
    silence: file.reminders.silence,
    rolesUnfilled: file.reminders.roles_unfilled,
    retention: file.retention === undefined ? null : { closedAfter: file.retention.closed_after },
    manual: file.manual,
  };
}

function permissionsOf({ see_private: seePrivate, ...rest }: PolicyFile['permissions']): Policy['permissions'] {
  return { ...rest, seePrivate };
}

function buildSeverity(key: string, rank: number, severity: PolicyFile['severities'][string]): Severity {
  const ladder = inOrder(severity.ladder);
  return {
    key,
    rank,
    name: severity.name,
    means: severity.means,
    criteria: [],
    examples: severity.examples,
    firstAction: 'page',
    respondWithin: severity.respond_within,
    updateEvery: severity.update_every,
    monitoringEvery: severity.monitoring_every ?? severity.update_every,
    invite: severity.invite,
    ladder,
    // Who only should know hears nothing of a private incident unless the policy says so.
    privateLadder:
      severity.private_ladder === undefined
        ? ladder.filter((step) => step.kind === 'reach')
        : inOrder(severity.private_ladder),
  };
}

/** By minute; steps of the same minute stay as they were written. */
function inOrder(steps: LadderStep[]): LadderStep[] {
  return [...steps].sort((a, b) => a.after - b.after);
}
