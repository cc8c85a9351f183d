import type { IncomingMessage, ServerResponse } from 'node:http';
import { clockNow } from '../clock.ts';
import { type JsonObject, objectOf, parseJson, textOf } from '../json.ts';
import type { Fault, Faults } from '../web-api/faults.ts';
import { whoCalls } from '../who-calls.ts';
import { readBody } from '../web-api/read-args.ts';
import type { CallHook } from '../web-api/serve-call.ts';
import { carryOutUnder } from '../web-api/spoil.ts';
import { type PagerAccount, openIncident, setStatus } from './account.ts';
import { PagerRefusal, answerRest } from './answer-rest.ts';
import { wrongInAnswer, wrongInRequest } from './check-shape.ts';

/** One request as the log keeps it; `status` is null when it never got an answer. */
export type PagerCall = {
  route: string;
  /** The process that called, where each has an address of its own (/as/NAME). */
  from: string | null;
  path: string;
  query: string;
  body: JsonObject;
  at: Date;
  status: number | null;
  /** What carrying it out gave, also where the caller never heard of it; null when it was not carried out. */
  result: { status: number; body: JsonObject } | null;
  fault?: Fault;
};

/** What the fake works with. `changed` hears of what requests changed, so that webhooks go out for it. */
export type PagerServer = {
  account: PagerAccount;
  token: string;
  faults: Faults;
  calls: PagerCall[];
  /** Requests that PagerDuty would refuse for their form: a test that made one has failed. */
  failures: string[];
  before: CallHook[];
  after: CallHook[];
  changed: (route: string, incident: string, body: JsonObject) => void;
};

type Answer = { status: number; body: JsonObject; headers?: Record<string, string> };

/** Serves one request of the REST API or of Events v2. */
export async function servePagerDuty(
  server: PagerServer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://pagerduty');
  const { from, path } = whoCalls(url.pathname);
  const { route, id } = routeOf(request.method ?? 'GET', path);
  const body = objectOf(parseJson((await readBody(request)).toString('utf8') || '{}'));
  const call: PagerCall = {
    route,
    from,
    path,
    query: url.search,
    body,
    at: clockNow(),
    status: null,
    result: null,
  };
  server.calls.push(call);
  const told: Parameters<CallHook>[0] = { method: route, args: body, from };
  for (const hook of server.before) await hook(told);
  const finish = ({ status, body: answer, headers }: Answer): void => {
    call.status = status;
    if (!response.destroyed)
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(answer));
  };
  try {
    call.fault = told.fault ?? server.faults.take(route);
    await carryOutUnder(call.fault, request, response, {
      apply: async () => {
        const answer = apply(server, request, { route, id, query: url.searchParams, body });
        call.result = { status: answer.status, body: answer.body };
        for (const hook of server.after) await hook(told);
        return answer;
      },
      answer: finish,
      refuse: (fault) => finish(refuse(fault)),
    });
  } catch (error) {
    // A defect of the fake itself: said loudly.
    console.error('pagerduty sandbox:', error);
    if (!response.headersSent) response.writeHead(500).end(String(error));
  }
}

function routeOf(method: string, path: string): { route: string; id: string } {
  const [, area = '', id = '', rest] = path.split('/');
  if (area === 'v2') return { route: `${method} ${path}`, id: '' };
  const parts = [area, ...(id === '' ? [] : [':id']), ...(rest === undefined ? [] : [rest])];
  return { route: `${method} /${parts.join('/')}`, id };
}

// `error` faults name the HTTP status: '401', '503'.
function refuse(fault: Extract<Fault, { kind: '429' | 'error' }>): Answer {
  if (fault.kind === 'error')
    return { status: Number(fault.error), body: refusal({ code: 2010, message: 'Refused as planted', errors: [] }) };
  const headers = {
    'ratelimit-limit': '960',
    'ratelimit-remaining': '0',
    'ratelimit-reset': String(fault.retryAfter),
  };
  return { status: 429, headers, body: refusal({ code: 2020, message: 'Rate Limit Exceeded', errors: [] }) };
}

function refusal({ code, message, errors }: Pick<PagerRefusal, 'code' | 'message' | 'errors'>): JsonObject {
  return { error: { code, message, errors } };
}

type Asked = { route: string; id: string; query: URLSearchParams; body: JsonObject };

function apply(server: PagerServer, request: IncomingMessage, asked: Asked): Answer {
  const { route } = asked;
  try {
    const answer = route.startsWith('POST /v2/') ? enqueue(server, asked) : rest(server, request, asked);
    const wrong = wrongInAnswer(route, answer.body);
    if (wrong.length > 0) throw new Error(`The fake's own answer to ${route} is wrong: ${wrong.join('; ')}`);
    return answer;
  } catch (error) {
    if (!(error instanceof PagerRefusal)) throw error;
    return { status: error.status, body: refusal(error) };
  }
}

function rest(server: PagerServer, { headers, method }: IncomingMessage, asked: Asked): Answer {
  if (headers.authorization !== `Token token=${server.token}`)
    throw new PagerRefusal(401, 2006, 'Authentication failed');
  const writes = method !== 'GET';
  const from = typeof headers.from === 'string' ? headers.from : null;
  need(server, asked, headers.accept === 'application/vnd.pagerduty+json;version=2', 'Accept must name version 2');
  need(
    server,
    asked,
    !writes || headers['content-type']?.startsWith('application/json') === true,
    'Content-Type must be JSON',
  );
  need(server, asked, !writes || from !== null, 'From is required');
  for (const wrong of wrongInRequest(asked.route, asked.body)) need(server, asked, false, wrong);
  const answer = answerRest(server.account, { ...asked, from });
  if (writes) server.changed(asked.route, textOf(objectOf(answer.body.incident).id) || asked.id, asked.body);
  return answer;
}

function need(server: PagerServer, { route }: Asked, holds: boolean, otherwise: string): void {
  if (holds) return;
  server.failures.push(`${route}: ${otherwise}`);
  throw new PagerRefusal(400, 2001, 'Invalid Input Provided', [otherwise]);
}

function enqueue(server: PagerServer, asked: Asked): Answer {
  const { body, route } = asked;
  for (const wrong of route === 'POST /v2/enqueue' ? wrongInRequest(route, body) : [`no such route ${route}`])
    need(server, asked, false, wrong);
  const { account } = server;
  const service = account.services.find(({ routingKey }) => routingKey === textOf(body.routing_key));
  const key = textOf(body.dedup_key) || `auto-${account.incidents.length}`;
  const accepted: Answer = { status: 202, body: { status: 'success', message: 'Event processed', dedup_key: key } };
  // A key that nobody has is accepted like any other; nothing comes of it.
  if (!service) return accepted;
  const open = account.incidents.find((one) => one.key === key && one.status !== 'resolved');
  if (body.event_action === 'trigger' && !open)
    openIncident(account, {
      title: textOf(objectOf(body.payload).summary),
      details: null,
      key,
      service: service.id,
      urgency: 'high',
      // The first level of the service's escalation policy.
      assignees: account.users.slice(0, 1).map(({ id }) => id),
      by: service.id,
    });
  if (body.event_action !== 'trigger' && open)
    setStatus(open, body.event_action === 'resolve' ? 'resolved' : 'acknowledged', service.id);
  return accepted;
}
