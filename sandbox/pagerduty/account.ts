import { clockNow } from '../clock.ts';
import type { JsonObject } from '../json.ts';

/** Somebody with a login. */
export type PagerUser = { id: string; name: string; email: string };
/** A rota; `oncall` is the id of who has it now, null for nobody. */
export type PagerSchedule = { id: string; name: string; oncall: string | null };
/** An incident as PagerDuty keeps it. */
export type PagerIncident = {
  id: string;
  number: number;
  title: string;
  details: string | null;
  key: string;
  service: string;
  status: 'triggered' | 'acknowledged' | 'resolved';
  urgency: 'high' | 'low';
  createdAt: string;
  assignees: string[];
  acknowledgements: { at: string; by: string }[];
  changedAt: string;
  /** Id of a user, or of the service itself. */
  changedBy: string;
  notes: { id: string; content: string; at: string; by: string }[];
};

/** Everything that is known in one account. */
export type PagerAccount = {
  users: PagerUser[];
  services: { id: string; name: string; routingKey: string }[];
  schedules: PagerSchedule[];
  incidents: PagerIncident[];
  /** How often a phone rang, by user: once for each incident that was assigned while it was triggered. */
  rang: { user: string; incident: string; title: string; at: Date }[];
};

let lastId = 0;

/** An id as PagerDuty gives them out. */
export function newId(first: string): string {
  lastId += 1;
  return `${first}${String(lastId).padStart(6, '0')}`;
}

/** What is kept of an account when the program ends. */
export type KeptAccount = {
  lastId: number;
  incidents: PagerIncident[];
  rang: { user: string; incident: string; title: string; at: string }[];
};

/** What is to be kept, as it can be written as JSON. */
export function keepAccount({ incidents, rang }: PagerAccount): KeptAccount {
  return { lastId, incidents, rang: rang.map((one) => ({ ...one, at: one.at.toISOString() })) };
}

/** Puts what was kept into a new account. */
export function restoreAccount(account: PagerAccount, kept: KeptAccount): void {
  lastId = Math.max(lastId, kept.lastId);
  account.incidents = kept.incidents;
  account.rang = kept.rang.map((one) => ({ ...one, at: new Date(one.at) }));
}

/** Makes an incident, and rings whoever it is assigned to. */
export function openIncident(
  account: PagerAccount,
  given: Pick<PagerIncident, 'title' | 'details' | 'key' | 'service' | 'urgency' | 'assignees'> & { by: string },
): PagerIncident {
  const at = clockNow().toISOString();
  const { by, ...rest } = given;
  const incident: PagerIncident = {
    ...rest,
    id: newId('Q'),
    number: account.incidents.length + 1,
    status: 'triggered',
    createdAt: at,
    acknowledgements: [],
    changedAt: at,
    changedBy: by,
    notes: [],
  };
  account.incidents.push(incident);
  ring(account, incident);
  return incident;
}

/** The phones of its assignees ring. */
export function ring(account: PagerAccount, { id, title, assignees }: PagerIncident): void {
  for (const user of assignees) account.rang.push({ user, incident: id, title, at: clockNow() });
}

/** Sets the status, as done by that user or service. */
export function setStatus(incident: PagerIncident, status: PagerIncident['status'], by: string): void {
  const at = clockNow().toISOString();
  incident.status = status;
  incident.changedAt = at;
  incident.changedBy = by;
  if (status === 'acknowledged') incident.acknowledgements.push({ at, by });
  else incident.acknowledgements = [];
  if (status === 'resolved') incident.assignees = [];
}

const site = 'https://acme.pagerduty.com';
const api = 'https://api.pagerduty.com';

/** How a user, a service or another resource is referred to in answers. */
export function referTo(account: PagerAccount, id: string): JsonObject {
  const user = account.users.find((one) => one.id === id);
  if (user) return refer('user', 'users', id, user.name);
  const service = account.services.find((one) => one.id === id);
  return refer('service', 'services', id, service?.name ?? id);
}

/** A reference of any kind. */
export function refer(type: string, path: string, id: string, summary: string): JsonObject {
  return { id, type: `${type}_reference`, summary, self: `${api}/${path}/${id}`, html_url: `${site}/${path}/${id}` };
}

/** A user as answers show it. */
export function describeUser({ id, name, email }: PagerUser): JsonObject {
  return { ...refer('user', 'users', id, name), type: 'user', name, email, time_zone: 'UTC', role: 'user' };
}

/** An incident as answers show it. */
export function describeIncident(account: PagerAccount, incident: PagerIncident): JsonObject {
  const { id, title } = incident;
  return {
    id,
    type: 'incident',
    summary: `[#${incident.number}] ${title}`,
    self: `${api}/incidents/${id}`,
    html_url: `${site}/incidents/${id}`,
    incident_number: incident.number,
    title,
    created_at: incident.createdAt,
    status: incident.status,
    incident_key: incident.key,
    service: referTo(account, incident.service),
    assignments: incident.assignees.map((one) => ({ at: incident.createdAt, assignee: referTo(account, one) })),
    acknowledgements: incident.acknowledgements.map(({ at, by }) => ({ at, acknowledger: referTo(account, by) })),
    last_status_change_at: incident.changedAt,
    last_status_change_by: referTo(account, incident.changedBy),
    urgency: incident.urgency,
  };
}

/** A note as answers show it. */
export function describeNote(account: PagerAccount, note: PagerIncident['notes'][number]): JsonObject {
  return { id: note.id, content: note.content, created_at: note.at, user: referTo(account, note.by) };
}
