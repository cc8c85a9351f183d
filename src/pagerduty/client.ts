import type { PagerDutyConfig } from '../config-pagerduty.ts';
import { type Question, askPagerDuty } from './ask.ts';
import { PagerDutyError } from './failure.ts';
import { heardPagerDuty } from './listener.ts';
import {
  type PagerIncident,
  type PagerNote,
  type PagerUser,
  anyShape,
  incidentsShape,
  notesShape,
  oncallsShape,
  oneIncidentShape,
  oneUserShape,
  usersShape,
} from './shapes.ts';
import type { CallListener } from '../slack/client-listener.ts';

/** A page to one person, as an incident of PagerDuty. */
export type NewPage = {
  /** The incident_key: PagerDuty keeps one open incident of it. */
  key: string;
  title: string;
  details: string | null;
  urgency: 'high' | 'low';
  /** PagerDuty user id. */
  assignee: string;
};

/** Who has a schedule now. `email` is null where PagerDuty does not say it. */
export type OnCall = { schedule: string; user: { id: string; name: string; email: string | null } };

/** The REST API, as far as Muster uses it. Everything throws a PagerDutyError. */
export type PagerDutyClient = {
  /** Opens an incident; one that is open under the same key already is the answer, too. */
  open(page: NewPage, signal?: AbortSignal): Promise<PagerIncident>;
  /** The incident of that key, the latest of several; null when there is none. */
  findByKey(key: string): Promise<PagerIncident | null>;
  read(id: string, signal?: AbortSignal): Promise<PagerIncident>;
  /** `from` is the e-mail address of who did it, where they are known to PagerDuty. */
  setStatus(id: string, status: 'acknowledged' | 'resolved', from?: string): Promise<void>;
  setTitle(id: string, title: string): Promise<void>;
  addNote(id: string, content: string): Promise<void>;
  /** Every note of one incident. */
  notes(id: string): Promise<PagerNote[]>;
  /** Every incident of the service since then, in one request: a hundred at most, the latest first. */
  listSince(since: Date): Promise<PagerIncident[]>;
  userByEmail(email: string): Promise<PagerUser | null>;
  user(id: string): Promise<PagerUser>;
  /** Who is on call for all these schedules, in one request; a schedule that nobody has is not in it. */
  onCall(schedules: readonly string[]): Promise<OnCall[]>;
};

/** Makes the client of one account. */
export function makePagerDutyClient(
  config: NonNullable<PagerDutyConfig['rest']>,
  listener: CallListener | null = null,
): PagerDutyClient {
  const ask = <T>(question: Question, shape: Parameters<typeof askPagerDuty<T>>[2]) =>
    heardPagerDuty(listener, `${question.method} ${question.path}`, () => askPagerDuty(config, question, shape));

  async function findByKey(key: string): Promise<PagerIncident | null> {
    // Without dates PagerDuty looks at the last month, which is longer than any page is open.
    const query = { incident_key: key, 'service_ids[]': [config.service], limit: '25' };
    const { incidents } = await ask({ method: 'GET', path: '/incidents', query }, incidentsShape);
    return incidents.find(({ status }) => status !== 'resolved') ?? incidents.at(-1) ?? null;
  }

  async function open(page: NewPage, signal?: AbortSignal): Promise<PagerIncident> {
    const body = {
      incident: {
        type: 'incident',
        title: page.title,
        service: { id: config.service, type: 'service_reference' },
        urgency: page.urgency,
        incident_key: page.key,
        ...(page.details === null ? {} : { body: { type: 'incident_body', details: page.details } }),
        // One person, and never the service's escalation policy: the ladder is Muster's.
        assignments: [{ assignee: { id: page.assignee, type: 'user_reference' } }],
      },
    };
    try {
      const question = { method: 'POST', path: '/incidents', body, ...(signal && { signal }) } as const;
      return (await ask(question, oneIncidentShape)).incident;
    } catch (error) {
      if (!(error instanceof PagerDutyError && error.status === 400)) throw error;
      // Refused perhaps because it is there already: an earlier try arrived after all.
      const found = await findByKey(page.key);
      if (found === null || found.status === 'resolved') throw error;
      return found;
    }
  }

  async function read(id: string, signal?: AbortSignal): Promise<PagerIncident> {
    const path = `/incidents/${encodeURIComponent(id)}`;
    return (await ask({ method: 'GET', path, ...(signal && { signal }) }, oneIncidentShape)).incident;
  }

  async function setStatus(id: string, status: 'acknowledged' | 'resolved', from?: string): Promise<void> {
    const body = { incident: { type: 'incident_reference', status } };
    const path = `/incidents/${encodeURIComponent(id)}`;
    try {
      await ask({ method: 'PUT', path, body, ...(from !== undefined && { from }) }, oneIncidentShape);
    } catch (error) {
      if (!(error instanceof PagerDutyError && error.status === 400)) throw error;
      // What is resolved cannot be acknowledged or resolved again, and need not be.
      if ((await read(id)).status !== 'resolved') throw error;
    }
  }

  return {
    open,
    findByKey,
    read,
    setStatus,
    setTitle: async (id, title) => {
      const body = { incident: { type: 'incident_reference', title } };
      await ask({ method: 'PUT', path: `/incidents/${encodeURIComponent(id)}`, body }, oneIncidentShape);
    },
    addNote: async (id, content) => {
      const path = `/incidents/${encodeURIComponent(id)}/notes`;
      await ask({ method: 'POST', path, body: { note: { content } } }, anyShape);
    },
    notes: async (id) =>
      (await ask({ method: 'GET', path: `/incidents/${encodeURIComponent(id)}/notes` }, notesShape)).notes,
    listSince: async (since) => {
      const query = {
        'service_ids[]': [config.service],
        since: since.toISOString(),
        limit: '100',
        sort_by: 'created_at:desc',
      };
      return (await ask({ method: 'GET', path: '/incidents', query }, incidentsShape)).incidents;
    },
    userByEmail: async (email) => {
      const query = { query: email, limit: '25' };
      const { users } = await ask({ method: 'GET', path: '/users', query }, usersShape);
      return users.find((user) => user.email.toLowerCase() === email.toLowerCase()) ?? null;
    },
    user: async (id) => (await ask({ method: 'GET', path: `/users/${encodeURIComponent(id)}` }, oneUserShape)).user,
    onCall: async (schedules) => {
      const query = { 'schedule_ids[]': [...schedules], 'include[]': ['users'], limit: '100' };
      const { oncalls } = await ask({ method: 'GET', path: '/oncalls', query }, oncallsShape);
      return oncalls.flatMap(({ schedule, user }) =>
        schedule === null
          ? []
          : [
              {
                schedule: schedule.id,
                user: { id: user.id, name: user.name ?? user.summary ?? user.id, email: user.email ?? null },
              },
            ],
      );
    },
  };
}
