import type { PagerRequest } from '../../record.ts';
import type { Complaint } from '../complaint.ts';
import { calledBy } from '../demands.ts';
import { latestFor } from '../lateness.ts';
import {
  type Case,
  type Entry,
  type View,
  amiss,
  decidedAt,
  iso,
  notDue,
  openStatuses,
  said,
  textIn,
} from '../view.ts';

type Opened = { at: number; id: string; key: string; assignee: string; title: string };

/**
 * Every page that the record demands is one incident of PagerDuty, none is two: by key, and by as many as there are accepted pages
 * on the timeline for that person. A person who is called by a step of the ladder, by a round or by hand has an answer of the
 * pager on the timeline in time (accepted, refused or delayed), unless that call was made in Slack only, or was cancelled before
 * by a recorded decision (an answer, a role taken, the end, monitoring, a downgrade). “PagerDuty accepted” is told of nobody for whom it did not.
 * When the incident has ended its pages are resolved.
 */
export function pages(view: View): Complaint[] {
  const { record } = view;
  const opened = record.pager.filter(({ route, applied }) => route === 'POST /incidents' && applied).map(openedBy);
  const complaints: Complaint[] = [];
  for (const [index, page] of opened.entries())
    if (opened.findIndex(({ key }) => key === page.key) !== index)
      complaints.push({
        rule: 'pages',
        incident: nameIn(page.title),
        when: iso(page.at),
        demanded: 'one incident of PagerDuty for one page',
        seen: `a second one with the key ${page.key}: ${page.id}`,
        where: 'PagerDuty, POST /incidents',
      });
  if (record.paging) for (const one of view.cases) complaints.push(...ofCase(view, one, opened));
  return complaints;
}

function openedBy({ at, body, incident }: PagerRequest): Opened {
  const asked = objectOf(body.incident);
  const [first] = Array.isArray(asked.assignments) ? asked.assignments : [];
  return {
    at: Date.parse(at),
    id: incident ?? '',
    key: textIn(asked.incident_key) ?? '',
    assignee: textIn(objectOf(objectOf(first).assignee).id) ?? '',
    title: textIn(asked.title) ?? '',
  };
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function nameIn(title: string): string | null {
  return /\bINC-\d+\b/.exec(title)?.[0] ?? null;
}

function ofCase(view: View, one: Case, opened: Opened[]): Complaint[] {
  const { record } = view;
  const { name, entries, incident } = one;
  const complaints: Complaint[] = [];
  const end = Date.parse(record.ended);
  const complain = (when: string, demanded: string, seen: string): void =>
    void complaints.push({
      rule: 'pages',
      incident: name,
      when,
      demanded,
      seen,
      where: `PagerDuty, and the export of ${name}`,
    });
  const mine = opened.filter(({ title }) => nameIn(title) === name);
  for (const { id: user, pager } of record.people) {
    if (pager === null) continue;
    const rung = mine.filter(({ assignee }) => assignee === pager);
    const accepted = entries.filter(
      (entry) =>
        entry.kind === 'pageAnswered' &&
        said(entry, 'via') === 'PagerDuty' &&
        said(entry, 'outcome') === 'accepted' &&
        said(entry, 'user') === user &&
        entry.body?.with === null,
    );
    // What was accepted a moment before the end may be recorded behind it.
    const late = rung.filter(({ at }) => latestFor(record, at) > end).length;
    if (rung.length < accepted.length || rung.length - late > accepted.length)
      complain(
        iso(rung.at(-1)?.at ?? decidedAt(accepted.at(-1) ?? entries[0] ?? missing)),
        `a page at PagerDuty for each of the ${accepted.length} that the timeline says it accepted for ${user}`,
        `${rung.length}: ${rung.map(({ id }) => id).join(', ') || 'none'}`,
      );
    for (const call of callsOf(view, one, user)) {
      const from = decidedAt(call);
      const until = latestFor(record, from);
      if (until > end) {
        view.count('pages', notDue);
        continue;
      }
      const answer = entries.find(
        (entry) =>
          entry.kind === 'pageAnswered' &&
          said(entry, 'via') === 'PagerDuty' &&
          said(entry, 'user') === user &&
          decidedAt(entry) >= from &&
          decidedAt(entry) <= until,
      );
      const isCancelled = entries.some(
        (entry) => decidedAt(entry) >= from && decidedAt(entry) <= until && settles(entry, user, call),
      );
      if (answer !== undefined) view.count('pages', `${said(answer, 'outcome')} by PagerDuty, and said so`);
      else view.count('pages', isCancelled ? 'cancelled by a decision before it rang' : amiss);
      if (answer === undefined && !isCancelled)
        complain(
          call.recordedAt,
          `PagerDuty's answer for ${user} by ${iso(until)}`,
          `none to entry ${call.seq}, ${call.kind}`,
        );
    }
  }
  complaints.push(...falselyTold(view, one, mine));
  const ended = entries.findLast(({ kind }) => ['resolved', 'closed', 'cancelled', 'merged'].includes(kind));
  if (!openStatuses.includes(incident.status) && ended !== undefined && latestFor(record, decidedAt(ended)) <= end)
    for (const { id } of mine) {
      const page = record.pages.find((other) => other.id === id);
      if (page !== undefined && page.status !== 'resolved' && latestFor(record, Date.parse(page.at)) <= end)
        complain(ended.recordedAt, `${id} resolved, because ${name} is ${incident.status}`, `it is ${page.status}`);
    }
  return complaints;
}

const missing: Entry = {
  seq: 0,
  at: '',
  recordedAt: new Date(0).toISOString(),
  kind: '',
  actor: null,
  body: null,
  salt: null,
  source: null,
  digest: '',
  previousHash: '',
  hash: '',
};

/** Entries that had that person's phone ring. Whom a message reaches in Slack only is `quiet`; a drill calls nobody. */
function callsOf({ demands }: View, { entries, incident }: Case, user: string): Entry[] {
  if (incident.kind !== 'real') return [];
  return entries.filter((entry) => {
    if (entry.body === null || entry.body.quiet === true || entry.body.drill === true) return false;
    if (entry.kind === 'stepFired') return said(entry, 'kind') === 'reach' && said(entry, 'user') === user;
    if (entry.kind === 'paged' || entry.kind === 'engaged') return said(entry, 'user') === user;
    // A role may be held by somebody else than the policy names: those are left to the ladder.
    if (entry.kind !== 'ladderRepeated' || user === incident.declaredBy) return false;
    const tried = entry.body.tried;
    return (
      Array.isArray(tried) &&
      tried.some((title) => calledBy(demands, title, decidedAt(entry)) === user) &&
      !entries.some(({ kind }) => kind === 'roleTaken')
    );
  });
}

function settles(entry: Entry, user: string, call: Entry): boolean {
  if (entry.seq === call.seq) return false;
  if (['acknowledged', 'roleTaken'].includes(entry.kind)) return true;
  if (['stepCancelled', 'stepSkipped'].includes(entry.kind)) return said(entry, 'user') === user;
  if (entry.kind === 'statusChanged') return said(entry, 'to') === 'monitoring';
  // A newer call to the same person takes the place of one that has not rung.
  if (['paged', 'ladderRepeated', 'pageAttached', 'madePrivate'].includes(entry.kind)) return entry.seq > call.seq;
  return ['resolved', 'closed', 'cancelled', 'merged', 'severityChanged', 'absorbed'].includes(entry.kind);
}

/** “PagerDuty accepted the page for Ana Ruiz” without a page that it accepted for her, for this incident or the one it was added to. */
function falselyTold({ record, posts, edits }: View, { name, channels, entries }: Case, mine: Opened[]): Complaint[] {
  const complaints: Complaint[] = [];
  for (const person of record.people) {
    const first = Math.min(
      ...mine.filter(({ assignee }) => assignee === person.pager).map(({ at }) => at),
      ...record.pager
        .filter(({ applied, body }) => applied && JSON.stringify(body).includes(`also ${name}`))
        .map(({ at }) => Date.parse(at)),
      ...entries.filter((entry) => ['pageAttached', 'pagerChanged', 'absorbed'].includes(entry.kind)).map(decidedAt),
    );
    const claim = [...posts, ...edits].find(
      ({ channel, said: words, at }) =>
        channels.includes(channel) &&
        new RegExp(`PagerDuty accepted[^\\n]*${person.name}|${person.name}: PagerDuty accepted`).test(words) &&
        at < first - 1000,
    );
    if (claim !== undefined)
      complaints.push({
        rule: 'pages',
        incident: name,
        when: iso(claim.at),
        demanded: `“PagerDuty accepted” of ${person.name} only when it did`,
        seen: `told ${Number.isFinite(first) ? `before ${iso(first)}` : 'without any page'}`,
        where: `message ${claim.ts} in ${claim.channel}`,
      });
  }
  return complaints;
}
