import type { Duty } from './on-call.ts';
import type {
  AgendaPoint,
  Checklist,
  Contact,
  Containment,
  Expert,
  FirstAction,
  Link,
  OutsideMessage,
  OwnMoment,
  Rotation,
  Targets,
  Threshold,
  Triage,
  Upkeep,
} from './runbook-parts.ts';

/**
 * What a runbook folder says, after it was read and checked (src/policy/). Plain data: nothing in
 * here reads a file or a clock.
 */

/** A span of time: by the wall clock, in working hours, or in working days. */
export type Duration =
  | { clock: 'wall'; ms: number }
  | { clock: 'business hours'; ms: number }
  | { clock: 'business days'; days: number };

/** Somebody whom the policy names. `slack` is a member id (U… or W…); null while nobody is named for the title. */
export type Person = {
  key: string;
  title: string;
  name: string | null;
  slack: string | null;
  email: string | null;
  phone: string | null;
  /** PagerDuty user id (P…). */
  pagerduty: string | null;
};

/** A role of the response. `commander` always exists; `comms` owns the updates where it exists. */
export type Role = {
  key: string;
  name: string;
  /** What the button for a vacant role says: "Take command". */
  button: string;
  /** Keys of `people`. */
  primary: string | null;
  secondary: string | null;
  /** PagerDuty schedule id whose person on call is the primary; null: none. */
  schedule: string | null;
  /** What the pager said of the schedule; missing where it was not asked. */
  duty?: Duty;
};

/** What ends a step before it fires. */
export type StepStop = 'acknowledged' | 'mitigated';

/** One rung of the ladder. */
export type LadderStep = {
  /** Stable within a severity: `reach commander`; the same step of another severity has the same id. */
  id: string;
  /** Minutes count from the declaration, or from reaching the severity if that is later. Milliseconds. */
  after: number;
  kind: 'reach' | 'inform';
  /** Key of a role or of a person. */
  target: string;
  unless: StepStop;
  /** Fires only under this condition (`data_breach`), or always. */
  condition: string | null;
};

/** A severity, in the policy's words. */
export type Severity = {
  key: string;
  /** 0 is the highest. */
  rank: number;
  name: string;
  means: string;
  /** What makes an incident one of this severity, where the policy says more than `means`. */
  criteria: string[];
  examples: string[];
  firstAction: FirstAction;
  respondWithin: Duration;
  updateEvery: Duration;
  /** The slower rhythm while monitoring. */
  monitoringEvery: Duration;
  /** Keys of roles or people, Slack member ids or user group ids (S…). */
  invite: string[];
  ladder: LadderStep[];
  /** The ladder of a private incident. */
  privateLadder: LadderStep[];
};

/** What somebody may be allowed to do: `respond` is every change of an incident that has no name of its own here. */
export const permissionNames = [
  'declare',
  'see',
  'respond',
  'take',
  'resolve',
  'page',
  'redact',
  'seePrivate',
] as const;
/** One permission. */
export type Permission = (typeof permissionNames)[number];

/** A whole policy. */
export type Policy = {
  organisation: string;
  /** Content hash of the runbook that it belongs to. */
  hash: string;
  /** IANA name. */
  timezone: string;
  /** Days are 1 (Monday) to 7; minutes of the day. */
  businessHours: { days: number[]; from: number; to: number };
  people: Record<string, Person>;
  roles: Role[];
  /** Highest first. */
  severities: Severity[];
  /** How the policy calls each status. */
  statuses: Record<string, string>;
  channel: {
    /** Pattern with {date} {time} {severity} {number} {slug}. */
    name: string;
    /** Pattern with {number} {severity} {status} {title} {commander}. */
    topic: string;
    bookmarks: { title: string; url: string }[];
  };
  /**
   * Who may do what: keys of roles (whoever has it in that incident) or people, member ids (U…, W…), user group ids (S…),
   * `everyone` (full members), `guests`, `other-workspaces`, `declarer`, `members` (of the incident's channel).
   */
  permissions: Record<Permission, readonly string[]>;
  /** How long a fix is watched before *Resolve* is offered. Milliseconds. */
  soak: number;
  /** Lists of boxes, in the order of the policy; `closure` is the closing one. */
  checklists: Checklist[];
  review: { meeting: Duration; report: Duration; attendees: string[]; agenda: AgendaPoint[] };
  experts: Expert[];
  rotation: Rotation | null;
  moments: OwnMoment[];
  triage: Triage;
  detection: Threshold[];
  /** Types of incident with what usually contains them. */
  containment: Containment[];
  contacts: Contact[];
  links: Link[];
  /** Names of the message templates that the organisation has: `alert`, `update`, `resolved`, `opening`, and texts for outside. */
  templates: string[];
  outside: OutsideMessage[];
  /** Kinds of action items: `Monitoring`, `Training`. Empty: they have none. */
  actionKinds: string[];
  targets: Targets;
  upkeep: Upkeep | null;
  /** Silence in the record after which the commander is asked whether the incident goes on. Milliseconds. */
  silence: number;
  /** Vacant roles other than the commander are named after this. Milliseconds. */
  rolesUnfilled: number;
  /** How long incidents that are over are kept. Milliseconds; null: for ever. */
  retention: { closedAfter: number } | null;
  /** What to do by hand when nothing can be recorded. Markdown, short. */
  manual: string;
};

/** Two highest severities get the impatient rules (lapse, repeating ladder, five minutes of patience). */
export function isUrgent(severity: Severity): boolean {
  return severity.rank <= 1;
}

/** Whoever is called or informed at this severity is told in Slack, where no phone rings. */
export function isQuiet(severity: Severity): boolean {
  return severity.firstAction !== 'page';
}

/** Nobody is called at this severity: somebody writes a ticket. */
export function callsNobody(severity: Severity): boolean {
  return severity.firstAction === 'ticket';
}

/** The severity of that key; a policy always has the severities of its own incidents. */
export function severityOf(policy: Policy, key: string): Severity {
  const found = policy.severities.find((severity) => severity.key === key);
  if (!found)
    throw new Error(`The policy has no severity ${key}; it has ${policy.severities.map((s) => s.key).join(', ')}`);
  return found;
}

/** The role of that key. */
export function roleOf(policy: Policy, key: string): Role {
  const found = policy.roles.find((role) => role.key === key);
  if (!found) throw new Error(`The policy has no role ${key}; it has ${policy.roles.map((r) => r.key).join(', ')}`);
  return found;
}

/** The person behind a step's target: the role's primary, or the person of that key. Null when nobody is named. */
export function personBehind(policy: Policy, target: string): Person | null {
  const role = policy.roles.find((candidate) => candidate.key === target);
  const key = role ? role.primary : target;
  return key === null ? null : (policy.people[key] ?? null);
}

/** How a target is called: the role's name or the person's title. */
export function titleOf(policy: Policy, target: string): string {
  const role = policy.roles.find((candidate) => candidate.key === target);
  return role?.name ?? policy.people[target]?.title ?? target;
}
