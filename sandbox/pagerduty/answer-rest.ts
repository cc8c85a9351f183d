import { clockNow } from '../clock.ts';
import { type Json, type JsonObject, objectOf, objectsOf, textOf } from '../json.ts';
import {
  type PagerAccount,
  type PagerIncident,
  describeIncident,
  describeNote,
  describeUser,
  newId,
  openIncident,
  refer,
  referTo,
  ring,
  setStatus,
} from './account.ts';

/** A request that has come through authentication and whose body has the right shape. */
export type RestRequest = { route: string; id: string; query: URLSearchParams; body: JsonObject; from: string | null };

/** A refusal, with the status and the code of PagerDuty's own. */
export class PagerRefusal extends Error {
  readonly status: number;
  readonly code: number;
  readonly errors: string[];

  constructor(status: number, code: number, message: string, errors: string[] = []) {
    super(message);
    this.name = 'PagerRefusal';
    this.status = status;
    this.code = code;
    this.errors = errors;
  }
}

/** The status and the body of an answer; throws a PagerRefusal. */
export function answerRest(account: PagerAccount, request: RestRequest): { status: number; body: JsonObject } {
  const { route, id, query } = request;
  switch (route) {
    case 'POST /incidents':
      return { status: 201, body: { incident: describeIncident(account, create(account, request)) } };
    case 'GET /incidents':
      return { status: 200, body: page('incidents', listIncidents(account, query), query) };
    case 'GET /incidents/:id':
      return { status: 200, body: { incident: describeIncident(account, find(account, id)) } };
    case 'PUT /incidents/:id':
      return { status: 200, body: { incident: describeIncident(account, change(account, request)) } };
    case 'GET /incidents/:id/notes':
      return { status: 200, body: { notes: find(account, id).notes.map((note) => describeNote(account, note)) } };
    case 'POST /incidents/:id/notes': {
      const content = textOf(objectOf(request.body.note).content);
      const note = { id: newId('N'), content, at: clockNow().toISOString(), by: requester(account, request).id };
      find(account, id).notes.push(note);
      return { status: 201, body: { note: describeNote(account, note) } };
    }
    case 'GET /oncalls':
      return { status: 200, body: page('oncalls', listOncalls(account, query), query) };
    case 'GET /schedules/:id': {
      const schedule = account.schedules.find((one) => one.id === id);
      if (!schedule) throw notFound();
      return {
        status: 200,
        body: {
          schedule: {
            ...refer('schedule', 'schedules', id, schedule.name),
            type: 'schedule',
            name: schedule.name,
            time_zone: 'UTC',
          },
        },
      };
    }
    case 'GET /users': {
      const wanted = (query.get('query') ?? '').toLowerCase();
      const users = account.users.filter(({ name, email }) => `${name} ${email}`.toLowerCase().includes(wanted));
      return { status: 200, body: page('users', users.map(describeUser), query) };
    }
    case 'GET /users/:id': {
      const user = account.users.find((one) => one.id === id);
      if (!user) throw notFound();
      return { status: 200, body: { user: describeUser(user) } };
    }
    case 'GET /services':
      return { status: 200, body: page('services', account.services.map(describeService), query) };
    case 'GET /services/:id': {
      const service = account.services.find((one) => one.id === id);
      if (!service) throw notFound();
      return { status: 200, body: { service: describeService(service) } };
    }
    default:
      throw notFound();
  }
}

function create(account: PagerAccount, request: RestRequest): PagerIncident {
  const given = objectOf(request.body.incident);
  const by = requester(account, request).id;
  const service = textOf(objectOf(given.service).id);
  if (!account.services.some(({ id }) => id === service)) throw invalid('Service not found');
  if (given.assignments !== undefined && given.escalation_policy !== undefined)
    throw invalid('Assignments and escalation policy cannot both be given');
  const key = textOf(given.incident_key) || newId('K');
  if (account.incidents.some((one) => one.key === key && one.service === service && one.status !== 'resolved'))
    throw new PagerRefusal(400, 2002, 'Arguments Caused Error', [
      'Open incident with matching dedup key already exists on this service',
    ]);
  return openIncident(account, {
    title: textOf(given.title),
    details: textOf(objectOf(given.body).details) || null,
    key,
    service,
    urgency: given.urgency === 'low' ? 'low' : 'high',
    assignees: assigneesOf(account, given),
    by,
  });
}

function change(account: PagerAccount, request: RestRequest): PagerIncident {
  const incident = find(account, request.id);
  const given = objectOf(request.body.incident);
  const by = requester(account, request).id;
  if (incident.status === 'resolved' && given.title === undefined)
    throw new PagerRefusal(400, 1001, 'Incident Already Resolved', ['Incident Already Resolved']);
  if (given.title !== undefined) incident.title = textOf(given.title);
  if (given.status === 'acknowledged' || given.status === 'resolved') setStatus(incident, given.status, by);
  if (given.assignments !== undefined) {
    incident.assignees = assigneesOf(account, given);
    ring(account, incident);
  }
  return incident;
}

function assigneesOf(account: PagerAccount, given: JsonObject): string[] {
  const wanted = objectsOf(given.assignments).map((one) => textOf(objectOf(one.assignee).id));
  for (const id of wanted) if (!account.users.some((user) => user.id === id)) throw invalid('Assignee not found');
  return wanted;
}

function listIncidents(account: PagerAccount, query: URLSearchParams): JsonObject[] {
  const statuses = query.getAll('statuses[]');
  const services = query.getAll('service_ids[]');
  const key = query.get('incident_key');
  const since = query.get('since');
  // Without dates only the last month is looked at.
  const from =
    query.get('date_range') === 'all' ? 0 : Date.parse(since ?? '') || clockNow().getTime() - 30 * 86_400_000;
  return account.incidents
    .filter(
      (one) =>
        (statuses.length === 0 || statuses.includes(one.status)) &&
        (services.length === 0 || services.includes(one.service)) &&
        (key === null || one.key === key) &&
        Date.parse(one.createdAt) >= from,
    )
    .map((one) => describeIncident(account, one));
}

function listOncalls(account: PagerAccount, query: URLSearchParams): JsonObject[] {
  const wanted = query.getAll('schedule_ids[]');
  for (const id of wanted) if (!account.schedules.some((one) => one.id === id)) throw notFound();
  const now = clockNow().getTime();
  return account.schedules
    .filter(({ id, oncall }) => oncall !== null && (wanted.length === 0 || wanted.includes(id)))
    .map((one) => {
      const user = account.users.find(({ id }) => id === one.oncall);
      const included = user !== undefined && query.getAll('include[]').includes('users');
      return {
        user: included ? describeUser(user) : referTo(account, one.oncall ?? ''),
        schedule: refer('schedule', 'schedules', one.id, one.name),
        escalation_policy: refer('escalation_policy', 'escalation_policies', 'PPOLICY', 'Default'),
        escalation_level: 1,
        start: new Date(now - 3_600_000).toISOString(),
        end: new Date(now + 8 * 3_600_000).toISOString(),
      };
    });
}

function describeService({ id, name }: PagerAccount['services'][number]): JsonObject {
  return { ...refer('service', 'services', id, name), type: 'service', name, status: 'active' };
}

function page(name: string, items: JsonObject[], query: URLSearchParams): JsonObject {
  const limit = Math.min(100, Number(query.get('limit') ?? 25));
  const offset = Number(query.get('offset') ?? 0);
  const shown: Json[] = items.slice(offset, offset + limit);
  return { [name]: shown, limit, offset, more: offset + limit < items.length, total: null };
}

function requester(account: PagerAccount, { from }: RestRequest) {
  const user = account.users.find(({ email }) => email === from);
  if (!user) throw new PagerRefusal(400, 1008, 'Requester User Not Found');
  return user;
}

function find(account: PagerAccount, id: string): PagerIncident {
  const incident = account.incidents.find((one) => one.id === id);
  if (!incident) throw notFound();
  return incident;
}

function invalid(why: string): PagerRefusal {
  return new PagerRefusal(400, 2001, 'Invalid Input Provided', [why]);
}

function notFound(): PagerRefusal {
  return new PagerRefusal(404, 2100, 'Not Found');
}
