import type { PagerDutyConfig } from '../config-pagerduty.ts';
import type { RingAnswer } from '../domain/commands.ts';
import { signed } from '../domain/own-notes.ts';
import type { PagerDutyClient } from '../pagerduty/client.ts';
import { type PagerEvent, enqueueEvent } from '../pagerduty/enqueue.ts';
import { PagerDutyError, isCredentialTrouble } from '../pagerduty/failure.ts';
import { heardPagerDuty } from '../pagerduty/listener.ts';
import type { PagerIncident, PagerNote } from '../pagerduty/shapes.ts';
import { callTimeout } from '../slack/client.ts';
import type { Duties, PageNote, PageNow, Phone, Ring } from './phone.ts';
import type { CallListener } from '../slack/client-listener.ts';

const via = 'PagerDuty';

/** Somebody's address in Slack; null where Slack says none. */
type EmailOf = (user: string) => Promise<string | null>;

/** The pager of one PagerDuty account: by REST each page is an incident assigned to one person. */
export function makePagerDutyPager(client: PagerDutyClient, emailOf: EmailOf): Phone {
  // By address; who changes it in PagerDuty is found after the next start.
  const known = new Map<string, { id: string; email: string }>();

  async function userByEmail(user: string): Promise<{ id: string; email: string } | null> {
    const email = await emailOf(user);
    if (email === null) return null;
    const found = known.get(email) ?? (await client.userByEmail(email));
    if (found !== null) known.set(email, found);
    return found;
  }

  async function ring({ key, user, pagerId, title, urgent }: Ring): Promise<RingAnswer> {
    // All of it ends in the time after which an unanswered page is looked for.
    const signal = AbortSignal.timeout(callTimeout);
    try {
      const assignee = pagerId ?? (await userByEmail(user))?.id ?? null;
      if (assignee === null)
        return refused(
          'PagerDuty knows nobody with their e-mail address. Write pagerduty: with their user id under people in policy.yaml',
        );
      if (signal.aborted) throw new PagerDutyError('PagerDuty is slow to answer', { certainty: 'notDone' });
      const urgency = urgent ? 'high' : 'low';
      return accepted(await client.open({ key, title, details: null, urgency, assignee }, signal), assignee);
    } catch (error) {
      return refusedOrThrow(error);
    }
  }

  return {
    ring,
    find: async ({ key }) => {
      const found = await client.findByKey(key);
      return found === null ? null : accepted(found, found.assignments[0]?.assignee.id ?? null);
    },
    settle: async ({ page, to, by, title }) => {
      if (page === null) return;
      if (to === 'veiled') return client.setTitle(page.id, title);
      const from = by === null ? null : ((await userByEmail(by).catch(() => null))?.email ?? null); // in Muster's name then
      await client.setStatus(page.id, to, from ?? undefined);
    },
    read: async (id, signal) => {
      try {
        const found = await client.read(id, signal);
        const { html_url: url, incident_number: number, title } = found;
        return { ...pageNow(found), url, number: number ?? null, title };
      } catch (error) {
        if (error instanceof PagerDutyError && (error.status === 404 || error.status === 400)) return null;
        throw error;
      }
    },
    look: async (since) => (await client.listSince(since)).map(pageNow),
    notes: async (page) => (await client.notes(page)).map(pageNote),
    onCall: (schedules) => askDuties(client, schedules),
    addressOf: async (id) => (await client.user(id)).email,
    mention: async (page, also) => {
      await client.addNote(page.id, signed(also));
      return true;
    },
  };
}

/** The pager of a routing key alone: PagerDuty queues the page for whom its service's policy names, and nothing can be looked up. */
export function makeEventsPager(
  events: NonNullable<PagerDutyConfig['events']>,
  listener: CallListener | null = null,
): Phone {
  const enqueue = (event: PagerEvent): Promise<void> =>
    heardPagerDuty(listener, 'POST /v2/enqueue', () => enqueueEvent(events, event));
  return {
    ring: async ({ key, title, urgent }) => {
      try {
        const severity = urgent ? 'critical' : 'warning';
        await enqueue({ action: 'trigger', key, summary: title, source: 'Muster', severity });
        return { outcome: 'queued', via };
      } catch (error) {
        return refusedOrThrow(error);
      }
    },
    // The same key once more is the same page.
    find: async () => null,
    settle: async ({ key, to }) => {
      // Events have no way to change a title.
      if (to !== 'veiled') await enqueue({ action: to === 'resolved' ? 'resolve' : 'acknowledge', key });
    },
    read: null,
    look: async () => [],
    notes: async () => [],
    onCall: async () => new Map(),
    addressOf: async () => null,
    mention: async () => false,
  };
}

function accepted({ id, html_url: url }: PagerIncident, assignee: string | null): RingAnswer {
  return { outcome: 'accepted', via, page: { id, url }, assignee };
}

async function askDuties(client: PagerDutyClient, schedules: readonly string[]): Promise<Duties> {
  const found = new Map<string, { id: string; name: string; email: string | null } | 'nobody' | 'unknown'>();
  try {
    const oncalls = await client.onCall(schedules);
    for (const schedule of schedules)
      found.set(schedule, oncalls.find((one) => one.schedule === schedule)?.user ?? 'nobody');
  } catch (error) {
    if (!(error instanceof PagerDutyError && (error.status === 404 || error.status === 400))) throw error;
    const [only] = schedules;
    if (only !== undefined && schedules.length === 1) return found.set(only, 'unknown');
    // One of them does not exist: the others are asked for by themselves.
    for (const schedule of schedules)
      for (const [name, duty] of await askDuties(client, [schedule])) found.set(name, duty);
  }
  return found;
}

function pageNow(incident: PagerIncident): PageNow {
  const { id, status, assignments, acknowledgements, last_status_change_by: changedBy } = incident;
  const by = status === 'acknowledged' ? (acknowledgements.at(-1)?.acknowledger ?? changedBy) : changedBy;
  return {
    id,
    status,
    assignees: assignments.map(({ assignee }) => named(assignee)),
    by: by?.type === 'user_reference' ? named(by) : null,
    changedAt: incident.last_status_change_at ?? '',
  };
}

function pageNote({ id, content, created_at: at, user }: PagerNote): PageNote {
  return { id, text: content, at: new Date(at), by: user.type === 'user_reference' ? named(user) : null };
}

function named({ id, summary }: { id: string; summary?: string | null | undefined }): { id: string; name: string } {
  return { id, name: summary ?? id };
}

function refused(reason: string): RingAnswer {
  return { outcome: 'refused', via, reason };
}

function refusedOrThrow(error: unknown): RingAnswer {
  if (!(error instanceof PagerDutyError) || error.certainty !== 'refused' || isCredentialTrouble(error)) throw error;
  return refused(error.message);
}
