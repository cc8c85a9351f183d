import { createServer } from 'node:http';
import { clockNow } from '../clock.ts';
import { objectOf, textOf } from '../json.ts';
import { createFaults, type Faults } from '../web-api/faults.ts';
import type { CallHook } from '../web-api/serve-call.ts';
import { type PagerAccount, type PagerIncident, newId, openIncident, ring, setStatus } from './account.ts';
import { type Delivered, type Subscription, sendWebhook, webhookOf } from './send-webhook.ts';
import { type PagerCall, type PagerServer, servePagerDuty } from './serve-pagerduty.ts';

/** Somebody at their phone. */
export type PagerPerson = {
  /** How often it rang, with the title of each incident. */
  rang(): string[];
  acknowledges(title: RegExp): Promise<void>;
  resolves(title: RegExp): Promise<void>;
  reassigns(title: RegExp, to: string): Promise<void>;
  notes(title: RegExp, content: string): Promise<void>;
};

/** A running simulated PagerDuty: its address, its account, its faults and its log. */
export type PagerDutySandbox = {
  url: string;
  token: string;
  /** A user of the account: what requests are made in the name of. */
  fromEmail: string;
  serviceId: string;
  routingKey: string;
  webhookSecret: string;
  account: PagerAccount;
  calls: PagerCall[];
  failures: string[];
  faults: Faults;
  person(name: string): PagerPerson;
  /** Acknowledges or resolves one incident in somebody's name, as its buttons do. */
  press(act: 'acknowledge' | 'resolve', about: { incident: string; by: string }): Promise<void>;
  /** Something of another service than Muster's opens an incident, by its own escalation policy. */
  alerts(title: string, ...people: string[]): PagerIncident;
  /** Something to do just before a request is carried out, or just after; what is answered takes it away. */
  beforeCall(hook: CallHook): () => void;
  afterCall(hook: CallHook): () => void;
  /** Webhooks go there from now on, those first that nobody took. */
  subscribe(subscription: Subscription): void;
  delivered: Delivered[];
  /** Sends the last webhook once more, as PagerDuty does when it was not answered. */
  redeliverLast(): Promise<void>;
  /** Waits until every webhook was answered. */
  settled(): Promise<void>;
  close(): Promise<void>;
};

const bot = { id: 'PMUSTER', name: 'Muster', email: 'muster@acme.example' };

/** Starts a simulated PagerDuty on 127.0.0.1. */
export async function startPagerDuty(
  given: Partial<Pick<PagerAccount, 'users' | 'schedules'>> = {},
): Promise<PagerDutySandbox> {
  const routingKey = 'R0123456789ABCDEFGHIJKLMNOPQRSTU';
  const service = { id: 'PSERVICE', name: 'Response', routingKey };
  const monitoring = { id: 'PMONITOR', name: 'Monitoring', routingKey: 'R9876543210ABCDEFGHIJKLMNOPQRSTU' };
  const account: PagerAccount = {
    users: [...(given.users ?? []), bot],
    services: [service, monitoring],
    schedules: given.schedules ?? [],
    incidents: [],
    rang: [],
  };
  let subscription: Subscription | null = null;
  const delivered: Delivered[] = [];
  let undelivered: ReturnType<typeof webhookOf>[] = [];
  let sending = Promise.resolve();
  let last: ReturnType<typeof webhookOf> | null = null;

  function send(event: ReturnType<typeof webhookOf>): void {
    last = event;
    const to = subscription;
    if (to === null) return;
    sending = sending
      .then(async () => {
        const answered = await sendWebhook(to, event);
        if (answered === null) undelivered.push(event);
        else delivered.push(answered);
      })
      .catch((error: unknown) => void server.failures.push(`webhook: ${String(error)}`));
  }

  const server: PagerServer = {
    account,
    token: 'u+sandboxtoken0123456',
    faults: createFaults(() => {}),
    calls: [],
    failures: [],
    before: [],
    after: [],
    changed: (route, id, body) => {
      const incident = account.incidents.find((one) => one.id === id);
      if (!incident) return;
      const eventType = eventOf(route, textOf(objectOf(body.incident).status));
      const note = route.endsWith('/notes') ? incident.notes.at(-1) : undefined;
      send(webhookOf(account, incident, { eventType, by: note?.by ?? incident.changedBy, ...(note && { note }) }));
    },
  };
  const http = createServer((request, response) => void servePagerDuty(server, request, response));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  const port = typeof address === 'object' && address ? address.port : 0;

  async function change(
    incident: PagerIncident | undefined,
    by: string,
    eventType: string,
    what: (incident: PagerIncident) => void,
  ): Promise<void> {
    if (!incident) throw new Error('PagerDuty has no such open incident.');
    what(incident);
    const note = eventType === 'incident.annotated' ? incident.notes.at(-1) : undefined;
    send(webhookOf(account, incident, { eventType, by, ...(note && { note }) }));
    await sending;
  }

  function person(name: string): PagerPerson {
    const user = account.users.find((one) => one.name === name);
    if (!user) throw new Error(`PagerDuty has no user ${name}`);
    const act = (title: RegExp, eventType: string, what: (incident: PagerIncident) => void): Promise<void> =>
      change(
        account.incidents.findLast((one) => title.test(one.title) && one.status !== 'resolved'),
        user.id,
        eventType,
        what,
      );
    return {
      rang: () => account.rang.filter((one) => one.user === user.id).map(({ title }) => title),
      acknowledges: (title) => act(title, 'incident.acknowledged', (one) => setStatus(one, 'acknowledged', user.id)),
      resolves: (title) => act(title, 'incident.resolved', (one) => setStatus(one, 'resolved', user.id)),
      reassigns: (title, to) =>
        act(title, 'incident.reassigned', (one) => {
          one.assignees = account.users.filter((other) => other.name === to).map(({ id }) => id);
          setStatus(one, 'triggered', user.id);
          ring(account, one);
        }),
      notes: (title, content) =>
        act(title, 'incident.annotated', (one) => {
          one.notes.push({ id: newId('N'), content, at: clockNow().toISOString(), by: user.id });
        }),
    };
  }

  return {
    url: `http://127.0.0.1:${port}`,
    token: server.token,
    fromEmail: bot.email,
    serviceId: service.id,
    routingKey,
    webhookSecret: 'sandbox-webhook-secret-0123456789',
    account,
    calls: server.calls,
    failures: server.failures,
    faults: server.faults,
    person,
    press: (act, { incident: id, by }) => {
      const incident = account.incidents.find((one) => one.id === id && one.status !== 'resolved');
      const status = act === 'acknowledge' ? 'acknowledged' : 'resolved';
      return change(incident, by, `incident.${status}`, (one) => setStatus(one, status, by));
    },
    alerts: (title, ...people) =>
      openIncident(account, {
        title,
        details: null,
        key: newId('K'),
        service: monitoring.id,
        urgency: 'high',
        assignees: account.users.filter((user) => people.includes(user.name)).map(({ id }) => id),
        by: monitoring.id,
      }),
    beforeCall: (hook) => register(server.before, hook),
    afterCall: (hook) => register(server.after, hook),
    subscribe: (to) => {
      subscription = to;
      const again = undelivered;
      undelivered = [];
      for (const event of again) send(event);
    },
    delivered,
    redeliverLast: async () => {
      if (last) send(last);
      await sending;
    },
    settled: () => sending,
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
}

function register(hooks: CallHook[], hook: CallHook): () => void {
  hooks.push(hook);
  return () => void hooks.splice(hooks.indexOf(hook), 1);
}

function eventOf(route: string, status: string): string {
  if (route.endsWith('/notes')) return 'incident.annotated';
  if (route === 'POST /incidents') return 'incident.triggered';
  return { acknowledged: 'incident.acknowledged', resolved: 'incident.resolved' }[status] ?? 'incident.reassigned';
}
