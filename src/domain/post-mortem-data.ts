import type { SizingData } from './post-mortem-sizing.ts';
import type { ToldList } from './post-mortem-checklists.ts';
import type { ToldProblem } from './post-mortem-problems.ts';
import type { ToldInterval } from './post-mortem-roles.ts';
import type { AgendaPoint } from './runbook-parts.ts';
import type { TaskState } from './task-schema.ts';

/**
 * The variables of `post-mortem.md`. All text is Markdown already, on one line; times are in the policy's zone.
 * Unknown times and durations are the word "unknown"; a text that nobody gave is null.
 */
export type PostMortemData = SizingData & {
  organisation: string;
  /** IANA name of the zone of every time below. */
  timezone: string;
  incident: {
    /** `INC-42`. */
    name: string;
    title: string;
    /** `P0` and `Critical`. */
    severity: string;
    severity_name: string;
    /** As the policy calls it. */
    status: string;
    drill: boolean;
    /** It was recorded when it was over. */
    backfill: boolean;
    private: boolean;
    affected: string | null;
    impact: string | null;
    /** Data or access could be exposed. */
    exposure: boolean;
    declared_by: string;
    /** `#incident-20261121-checkout`. */
    channel: string | null;
    /** As the policy calls it; null where nobody said. */
    type: string | null;
    /** Number or link of the ticket. */
    ticket: string | null;
    /** `INC-12`, whose cause was the same; null where nobody linked one. */
    repeat_of: string | null;
  };
  summary: { what: string | null; fix: string | null; customers: string | null; owner: string | null };
  moments: { name: string; at: string }[];
  /** Times to detect, acknowledge, mitigate and resolve; `why` says what an unknown one lacks. */
  measures: {
    short: string;
    name: string;
    value: string;
    why: string | null;
    /** `15 min`, and `met` or `missed`; null where the policy has no target, or the duration is unknown. */
    target: string | null;
    met: 'met' | 'missed' | null;
  }[];
  /** Moments by name, the day on which it began, and how long it lasted; what is not known says so. */
  times: {
    date: string;
    started: string;
    detected: string;
    declared: string;
    acknowledged: string;
    identified: string;
    mitigated: string;
    resolved: string;
    duration: string;
  };
  /** Texts for people outside that were offered; `by` and `at` are null for what was not sent. */
  outside: { name: string; status: string; sent: boolean; by: string | null; at: string | null }[];
  /** The review meeting as the policy wants it, and when it and the report are due. `minutes` may be null. */
  review: { meeting: string | null; report: string | null; attendees: string[]; agenda: AgendaPoint[] };
  /** Who had which role from when to when; `to` is null for who had it at the end. */
  roles: ToldInterval[];
  timeline: { at: string; text: string }[];
  updates: {
    number: number;
    at: string;
    by: string;
    status: string;
    text: string | null;
    know: string | null;
    done: string | null;
    next: string | null;
    eta: string | null;
    /** Number of the update that still held. */
    no_change_since: number | null;
  }[];
  open_questions: string[];
  /** Problem runbooks that were used, with the steps that were ticked. */
  problems: ToldProblem[];
  /** What is to do after the response; `status` is `open`, who works on it since when, or who did it and when. */
  actions: {
    id: string;
    text: string;
    owner: string | null;
    due: string | null;
    status: string;
    state: TaskState;
    done: boolean;
    /** One of the policy's kinds of action items; null where nobody said. */
    kind: string | null;
  }[];
  /** The policy's kinds of action items; empty where it has none. */
  action_kinds: string[];
  /** Who ticked what, and when; those that are open, too. */
  checklists: ToldList[];
};
