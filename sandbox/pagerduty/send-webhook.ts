import { createHmac, randomUUID } from 'node:crypto';
import { clockNow } from '../clock.ts';
import type { JsonObject } from '../json.ts';
import { type PagerAccount, type PagerIncident, refer, referTo } from './account.ts';
import { wrongInWebhook } from './check-shape.ts';

/** Where webhooks go, and what signs them. Several secrets: one is being replaced, and both sign. */
export type Subscription = { url: string; secrets: string[] };
/** One delivery, as it was answered. */
export type Delivered = { eventType: string; body: string; signature: string; status: number };

/** The event of something that somebody did to an incident. */
export function webhookOf(
  account: PagerAccount,
  incident: PagerIncident,
  what: { eventType: string; by: string; note?: PagerIncident['notes'][number] },
): JsonObject {
  const { id, title } = incident;
  const about = refer('incident', 'incidents', id, title);
  const data: JsonObject = what.note
    ? { id: what.note.id, type: 'incident_note', incident: about, content: what.note.content, trimmed: false }
    : {
        ...about,
        type: 'incident',
        number: incident.number,
        status: incident.status,
        incident_key: incident.key,
        created_at: incident.createdAt,
        title,
        service: referTo(account, incident.service),
        assignees: incident.assignees.map((user) => referTo(account, user)),
        escalation_policy: refer('escalation_policy', 'escalation_policies', 'PPOLICY', 'Default'),
        teams: [],
        priority: null,
        urgency: incident.urgency,
        conference_bridge: null,
        resolve_reason: null,
      };
  return {
    event: {
      id: randomUUID(),
      event_type: what.eventType,
      resource_type: 'incident',
      occurred_at: clockNow().toISOString(),
      agent: account.users.some((user) => user.id === what.by) ? referTo(account, what.by) : null,
      client: null,
      data,
    },
  };
}

/** Signs and sends one event; null when nobody took it. Throws when it is none that PagerDuty would send. */
export async function sendWebhook({ url, secrets }: Subscription, event: JsonObject): Promise<Delivered | null> {
  const wrong = wrongInWebhook(event);
  if (wrong.length > 0) throw new Error(`No webhook of PagerDuty looks like that: ${wrong.join('; ')}`);
  const body = JSON.stringify(event);
  const signature = secrets.map((secret) => `v1=${createHmac('sha256', secret).update(body).digest('hex')}`).join(',');
  const headers = { 'content-type': 'application/json', 'x-pagerduty-signature': signature };
  const answer = await fetch(url, { method: 'POST', headers, body }).catch(() => null);
  if (answer === null) return null;
  await answer.text();
  const type = /"event_type":"([^"]+)"/.exec(body)?.[1] ?? '';
  return { eventType: type, body, signature, status: answer.status };
}
