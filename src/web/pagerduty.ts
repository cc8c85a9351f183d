import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, RequestListener } from 'node:http';
import { z } from 'zod';
import { type PagerNews, hearPager } from '../commands/hear-pager.ts';
import type { Ctx } from '../context.ts';
import { ApiError } from './api/api-error.ts';
import { readBytes } from './api/read-body.ts';

/** Where PagerDuty's webhooks (V3) are taken. */
export const webhookPath = '/pagerduty/webhook';

const person = z.object({ id: z.string(), summary: z.string().nullish() });
const eventSchema = z.object({
  event: z.object({
    id: z.string().min(1).max(200),
    event_type: z.string(),
    agent: person.extend({ type: z.string() }).nullish(),
    data: z.union([
      z.object({
        type: z.literal('incident'),
        id: z.string(),
        incident_key: z.string().nullish(),
        assignees: z.array(person).default([]),
      }),
      z.object({ type: z.literal('incident_note'), incident: z.object({ id: z.string() }), content: z.string() }),
      z.object({ type: z.string() }).transform(() => null),
    ]),
  }),
});

type PagerEvent = z.infer<typeof eventSchema>['event'];

/** Takes what PagerDuty tells. It is asked to tell again only what could not be recorded now. */
export function makePagerDutyWebhook(ctx: Ctx, secret: string): RequestListener {
  async function take(request: IncomingMessage): Promise<number> {
    const bytes = await readBytes(request);
    if (!isSigned(bytes, request.headers['x-pagerduty-signature'], secret)) return 401;
    const news = newsIn(bytes);
    if (news === null) return 202;
    const heard = await hearPager(ctx, news);
    return heard === 'early' ? 503 : 202;
  }

  return (request, response) => {
    take(request)
      .catch((err: unknown) => {
        if (err instanceof ApiError) return err.status;
        ctx.log.error({ err }, 'A webhook of PagerDuty could not be taken; it comes again');
        return 503;
      })
      .then((status) => {
        request.resume();
        response.writeHead(status, status === 413 ? { connection: 'close' } : {}).end();
      })
      .catch((err: unknown) => {
        ctx.log.error({ err }, 'A webhook of PagerDuty could not be answered');
        response.destroy();
      });
  };
}

/** Any of several signatures may fit: there are two while the secret is being replaced. */
function isSigned(bytes: Buffer, header: string | string[] | undefined, secret: string): boolean {
  const wanted = createHmac('sha256', secret).update(bytes).digest();
  const given = String(header ?? '')
    .split(',')
    .slice(0, 10)
    .map((one) => /^v1=([0-9a-f]{64})$/i.exec(one.trim())?.[1] ?? '');
  // All of them are compared, each in the same time.
  return given.filter((hex) => hex !== '' && timingSafeEqual(Buffer.from(hex, 'hex'), wanted)).length > 0;
}

function newsIn(bytes: Buffer): PagerNews | null {
  const event = eventSchema.safeParse(parsed(bytes)).data?.event;
  const change = event === undefined ? null : changeIn(event);
  if (event === undefined || change === null || event.data === null) return null;
  const { data, agent } = event;
  return {
    delivery: `pagerduty:${event.id}`,
    page: data.type === 'incident' ? data.id : data.incident.id,
    key: data.type === 'incident' ? (data.incident_key ?? null) : null,
    change,
    agent: agent?.type === 'user_reference' ? { id: agent.id, name: agent.summary ?? agent.id } : null,
  };
}

function changeIn({ event_type: type, data }: PagerEvent): PagerNews['change'] | null {
  if (data === null) return null;
  if (data.type === 'incident_note')
    return type === 'incident.annotated' ? { what: 'noted', text: data.content } : null;
  switch (type) {
    case 'incident.acknowledged':
      return { what: 'acknowledged' };
    case 'incident.resolved':
      return { what: 'resolved' };
    case 'incident.reassigned':
    case 'incident.delegated':
    case 'incident.escalated':
      return { what: 'reassigned', to: data.assignees.map(({ id, summary }) => ({ id, name: summary ?? id })) };
    default:
      return null;
  }
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}
