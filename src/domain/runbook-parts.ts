/** What a runbook folder says beyond severities, people and ladders: plain data, all of it optional in a policy. */

import type { checklistMoments } from './checklist-schema.ts';
import type { WorkingStatus } from './working-statuses.ts';
import type { Duration, Policy } from './policy.ts';

/** What happens first at a severity: a phone rings, Slack tells people, or somebody writes a ticket and nobody is called. */
export type FirstAction = 'page' | 'notify' | 'ticket';

/** A subject-matter expert who is engaged by domain: `/incident engage database`. `people` are keys of the policy's people. */
export type Expert = { key: string; name: string; people: string[] };

/** Who has which role by turns. A turn lasts `days`, the first begins at midnight of `starts` where the policy is. */
export type Rotation = {
  /** `2026-01-05`. */
  starts: string;
  days: number;
  /** By turn: role → key of the policy's people. */
  turns: Record<string, string>[];
};

/** A moment of the policy's own. `with`: set by itself when the incident first gets that status; null: by a person only. */
export type OwnMoment = { key: string; name: string; with: WorkingStatus | 'resolved' | null };

/** What is asked to size an incident up. Answers are never required. */
export type Triage = { ask: 'declare' | 'first update'; questions: { key: string; question: string }[] };

/** What makes an incident known: `Error rate`, `> 1 %` (null: any is enough), and where it is seen (null: not said). */
export type Threshold = { signal: string; limit: string | null; seen: string | null };

/** When a checklist appears: with the channel, when somebody first takes command, when the fix is watched, or at the end. */
export type ChecklistMoment = (typeof checklistMoments)[number];

/** Boxes to tick. `due` counts from `show`; null: no reminder. `severities` null: all. `closure` is the key of the closing one. */
export type Checklist = {
  key: string;
  name: string;
  show: ChecklistMoment;
  due: Duration | null;
  severities: string[] | null;
  items: string[];
};

/** A type of incident, and what usually contains it. */
export type Containment = { key: string; name: string; hints: string[] };

/** Somebody outside of the roles to turn to. `severities` and `roles` say for whom it is shown; null: for all. */
export type Contact = {
  name: string;
  /** Phone, address, Slack name or portal, as people would use it. */
  reach: string;
  severities: string[] | null;
  roles: string[] | null;
};

/** A page to look at. */
export type Link = { title: string; url: string; severities: string[] | null; roles: string[] | null };

/** A text for people outside, made from a template at a moment, for somebody to copy and send. */
export type OutsideMessage = {
  key: string;
  /** `Status page`, `E-mail to customers`. */
  name: string;
  /** Name of a template of the folder, without `.md`. */
  template: string;
  when: 'declared' | WorkingStatus | 'resolved';
  severities: string[] | null;
};

/** One point of the review meeting's agenda. */
export type AgendaPoint = { topic: string; minutes: number | null; points: string[] };

/** What the team wants to reach. Milliseconds; null: no target. */
export type Targets = {
  detect: number | null;
  /** By severity. */
  acknowledge: Record<string, number>;
  mitigate: number | null;
  resolve: number | null;
  /** Fewer than so many of these severities in a month. */
  incidentsPerMonth: { severities: string[]; fewerThan: number } | null;
  /** Levels of the service, in the policy's words: `99.9 % availability`. */
  service: string[];
};

/** When the runbook itself is read again. */
export type Upkeep = {
  /** `2026-12-01`; null: only after incidents. */
  next: string | null;
  /** Severities after whose incidents it is read again. */
  after: string[];
  /** Other occasions, in the policy's words. */
  also: string[];
  /** Key of the policy's people; null: nobody is named. */
  owner: string | null;
};

/** Whether a part of the runbook is meant for that severity. */
export function isForSeverity({ severities }: { severities: string[] | null }, severity: string): boolean {
  return severities === null || severities.includes(severity);
}

/** A policy that says nothing of all that. */
export const withoutParts = {
  checklists: [],
  experts: [],
  rotation: null,
  moments: [],
  triage: { ask: 'declare', questions: [] },
  detection: [],
  containment: [],
  contacts: [],
  links: [],
  templates: [],
  outside: [],
  actionKinds: [],
  targets: { detect: null, acknowledge: {}, mitigate: null, resolve: null, incidentsPerMonth: null, service: [] },
  upkeep: null,
} satisfies Partial<Policy>;
