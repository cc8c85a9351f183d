import type { ShownList } from './checklist-schema.ts';
import { openBoxes } from './checklists.ts';
import { type Incident, isOpen, nameOf } from './incident.ts';
import { type Measure, measuresOf } from './measures.ts';
import { type Policy, severityOf, titleOf } from './policy.ts';
import { tellKind, tellMoments, tellSizing } from './post-mortem-sizing.ts';
import { localTime } from './local-time.ts';
import { tellProblems, type ToldProblem } from './post-mortem-problems.ts';
import type { PostMortemData } from './post-mortem-data.ts';
import { tellActions } from './post-mortem-actions.ts';
import { tellIntervals } from './post-mortem-roles.ts';
import { tellChecklists } from './post-mortem-checklists.ts';
import { tellTimeline } from './post-mortem-timeline.ts';
import { plainMarkdown } from './plain-markdown.ts';
import { isMet, targetsOf } from './targets.ts';
import type { Task } from './task-schema.ts';
import type { Entry, FactValue } from './timeline.ts';

type Facts = {
  incident: Incident;
  entries: Entry[];
  /** The timelines of incidents that were merged into it, and what is to do after them, and their checklists. */
  absorbed?: { of: string; entries: Entry[]; tasks: Task[]; checklists: ShownList[] }[];
  policy: Policy;
  name: (user: string) => string;
};

/** What the template of the post-mortem is filled with. */
export function postMortemData(facts: Facts): PostMortemData {
  const { incident, policy, name } = facts;
  const line = (text: string | null) => (text === null || text.trim() === '' ? null : plainMarkdown(text, name));
  const severity = severityOf(policy, incident.severity);
  const { resolution } = incident;
  return {
    organisation: policy.organisation,
    timezone: policy.timezone,
    incident: {
      name: nameOf(incident),
      title: plainMarkdown(incident.title, name),
      severity: severity.key,
      severity_name: severity.name,
      status: policy.statuses[incident.status] ?? incident.status,
      drill: incident.kind === 'drill',
      backfill: incident.kind === 'backfill',
      private: incident.private,
      affected: line(incident.affected),
      impact: line(incident.impact),
      exposure: incident.exposure,
      declared_by: plainMarkdown(name(incident.declaredBy), name),
      channel: incident.channel === null ? null : `#${incident.channel.name}`,
      repeat_of: incident.repeatOf === null ? null : nameOf(incident.repeatOf),
      ...tellKind(facts),
    },
    ...tellSizing(facts),
    summary: {
      what: line(resolution?.what ?? null),
      fix: line(resolution?.fix ?? null),
      customers: line(resolution?.customers ?? null),
      owner: resolution === null ? null : plainMarkdown(name(resolution.owner), name),
    },
    moments: tellMoments(incident, policy),
    measures: tellMeasures(incident, policy),
    times: tellTimes(incident, policy),
    outside: incident.outside.map(({ name: where, status, sentBy, sentAt }) => ({
      name: where,
      status: policy.statuses[status] ?? status,
      sent: sentAt !== null,
      by: sentBy === null ? null : plainMarkdown(name(sentBy), name),
      at: localTime(sentAt, policy),
    })),
    review: {
      meeting: dueOf(incident, 'meeting', policy),
      report: dueOf(incident, 'report', policy),
      attendees: policy.review.attendees.map((key) => titleOf(policy, key)),
      agenda: policy.review.agenda,
    },
    roles: tellIntervals(
      facts.entries,
      { policy, ended: isOpen(incident) ? null : (incident.moments.resolved ?? incident.statusSince) },
      {
        person: (user) => plainMarkdown(name(user), name),
        time: (at) => localTime(at, policy) ?? '',
      },
    ),
    timeline: tellTimeline(facts),
    updates: tellUpdates(facts),
    open_questions: openQuestions(incident),
    problems: tellUsedProblems(facts),
    actions: tellActions(facts),
    action_kinds: policy.actionKinds.map((kind) => plainMarkdown(kind, name)),
    checklists: tellChecklists(facts),
  };
}

function tellUsedProblems({ entries, absorbed = [], policy, name }: Facts): ToldProblem[] {
  return tellProblems([{ of: null, entries }, ...absorbed], {
    text: (text) => plainMarkdown(text, name),
    person: (user) => plainMarkdown(name(user), name),
    time: (at) => localTime(at, policy) ?? '',
  });
}

function dueOf({ after }: Incident, what: 'meeting' | 'report', policy: Policy): string | null {
  return localTime(after.find((one) => one.what === what)?.due ?? null, policy);
}

function tellTimes({ moments, status }: Incident, policy: Policy): PostMortemData['times'] {
  const tell = (at: Date | null) => localTime(at, policy) ?? 'unknown';
  const began = moments.impactStarted ?? moments.declared;
  const lasted = moments.resolved === null ? null : moments.resolved.getTime() - began.getTime();
  return {
    date: tell(began).slice(0, 10),
    started: tell(moments.impactStarted),
    detected: tell(moments.detected),
    declared: tell(moments.declared),
    acknowledged: tell(moments.acknowledged),
    identified: tell(moments.identified),
    mitigated: tell(moments.mitigated),
    resolved: localTime(moments.resolved, policy) ?? (isOpen({ status }) ? 'not yet' : 'unknown'),
    duration: lasted === null || lasted < 0 ? 'unknown' : tellDuration(lasted),
  };
}

function tellMeasures(incident: Incident, policy: Policy): PostMortemData['measures'] {
  const { ttd, tta, ttm, ttr } = measuresOf(incident);
  const targets = targetsOf(policy, incident.severity);
  const row = (short: string, name: string, measure: Measure, target: number | null) => ({
    short,
    name,
    value: measure.ms === null ? 'unknown' : tellDuration(measure.ms),
    why: measure.unknown,
    target: target === null ? null : tellDuration(target),
    met: metWord(isMet(measure, target)),
  });
  return [
    row('TTD', 'Time to detect', ttd, targets.ttd),
    row('TTA', 'Time to acknowledge', tta, targets.tta),
    row('TTM', 'Time to mitigate', ttm, targets.ttm),
    row('TTR', 'Time to resolve', ttr, targets.ttr),
  ];
}

function metWord(met: boolean | null): 'met' | 'missed' | null {
  return met === null ? null : met ? 'met' : 'missed';
}

/** `2 d 3 h`, `1 h 5 min`, `13 min`, `40 s`: the two largest units. */
export function tellDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
  if (hours > 0) return rest > 0 ? `${hours} h ${rest} min` : `${hours} h`;
  return `${rest} min`;
}

function tellUpdates({ entries, policy, name }: Facts): PostMortemData['updates'] {
  return entries
    .filter((entry) => entry.kind === 'updatePosted')
    .map(({ at, actor, body }, index) => {
      const line = (key: string) => {
        const text = textOf(body?.[key]);
        return text === null || text === '' ? null : plainMarkdown(text, name);
      };
      const status = textOf(body?.['status']) ?? '';
      return {
        number: numberOf(body?.['number']) ?? index + 1,
        at: localTime(at, policy) ?? '',
        by: actor === null ? 'unknown' : plainMarkdown(name(actor), name),
        status: policy.statuses[status] ?? status,
        text: body === null ? 'redacted' : line('text'),
        know: line('know'),
        done: line('done'),
        next: line('next'),
        eta: line('eta'),
        no_change_since: numberOf(body?.['noChangeSince']),
      };
    });
}

/** What nobody has said yet, as questions. */
function openQuestions({ moments, resolution, impact, exposure, updates, checklists }: Incident): string[] {
  const asked: [boolean, string][] = [
    [moments.impactStarted === null, 'When did the impact start?'],
    [moments.detected === null, 'When was it first detected, and by whom or what?'],
    [moments.acknowledged === null, 'Who answered first, and when?'],
    [moments.mitigated === null, 'When did users stop feeling it?'],
    [(resolution?.what ?? null) === null, 'What was it?'],
    [(resolution?.fix ?? null) === null, 'What fixed it?'],
    [(resolution?.customers ?? impact) === null, 'What did customers notice, how many of them, and for how long?'],
    [exposure, 'Was data or access exposed, whose, and who has to be told?'],
    [updates.count === 0, 'Who was kept informed, and how? No update was posted.'],
    [checklists.some((list) => openBoxes(list).length > 0), 'Which boxes of the checklists are still open, and why?'],
  ];
  return asked.filter(([open]) => open).map(([, question]) => question);
}

function textOf(value: FactValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function numberOf(value: FactValue | undefined): number | null {
  return typeof value === 'number' ? value : null;
}
