import { z } from 'zod';
import { neverConnected } from '../slack/client-errors.ts';
import { refusalOf } from './ask.ts';
import { PagerDutyError } from './failure.ts';

/** An event for Events v2: a page by its key, and what became of it. */
export type PagerEvent =
  | { action: 'trigger'; key: string; summary: string; source: string; severity: 'critical' | 'warning' }
  | { action: 'acknowledge' | 'resolve'; key: string };

const patience = 5000;
const acceptedSchema = z.object({ status: z.literal('success'), dedup_key: z.string() });

/** Queues an event at PagerDuty; the same key twice makes one page. Throws a PagerDutyError. */
export async function enqueueEvent(
  { url, routingKey }: { url: string; routingKey: string },
  event: PagerEvent,
): Promise<void> {
  const body = {
    routing_key: routingKey,
    event_action: event.action,
    dedup_key: event.key,
    ...(event.action === 'trigger' && {
      payload: { summary: event.summary, source: event.source, severity: event.severity },
    }),
  };
  const response = await send(`${url}/v2/enqueue`, JSON.stringify(body));
  const answer: unknown = await response.json().catch(() => null); // an error page says nothing more than its status
  if (response.status !== 202) throw refusalOf(response.status, response.headers, answer);
  if (!acceptedSchema.safeParse(answer).success)
    throw new PagerDutyError('PagerDuty answered in a way that I do not understand', { certainty: 'unknown' });
}

async function send(url: string, body: string): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      signal: AbortSignal.timeout(patience),
    });
  } catch (cause) {
    if (neverConnected(cause))
      throw new PagerDutyError('PagerDuty could not be reached', { certainty: 'notDone' }, { cause });
    throw new PagerDutyError('PagerDuty did not answer', { certainty: 'unknown' }, { cause });
  }
}
