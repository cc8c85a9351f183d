import type { IncomingMessage, RequestListener } from 'node:http';
import { z } from 'zod';
import { noteDelivery, type PagerNews, hearPager } from '../commands/hear-pager.ts';
import type { Ctx } from '../context.ts';
import { parseJson, textOf } from '../request/parse-json.ts';
import { readBytes } from '../request/read-bytes.ts';
import { RequestError } from '../request/request-error.ts';
import { isSigned } from '../request/signature.ts';

/** Where PagerDuty's webhooks (V3) are taken. */
export const webhookPath = '/pagerduty/webhook';

/** A webhook has some 5 kB, one about a long note 30. Bytes. */
const mostBytes = 65_536;

/**
 * PagerDuty signs no time, so one that was caught on its way could be sent again for ever. Its id is remembered for three days
 * (jobs/audit.ts), and what says in its signed body that it is older than two is not acted on: PagerDuty gives up sooner.
 */
const longestWay = 48 * 60 * 60_000;

const person = z.object({ id: z.string(), summary: z.string().nullish() });
const eventSchema = z.object({
  event: z.object({
    id: z.string().min(1).max(200),
    event_type: z.string(),
    occurred_at: z.iso.datetime({ offset: true }),
    agent: person.extend({ type: z.string() }).nullish(),
    data: z.union([
      z.object({
        type: z.literal('incident'),
        id: z.string(),
        incident_key: z.string().nullish(),
        assignees: z.array(person).default([]),
      }),
      z.object({
        type: z.literal('incident_note'),
        id: z.string().min(1).max(200),
        incident: z.object({ id: z.string() }),
        content: z.string(),
      }),
      z.object({ type: z.string() }).transform(() => null),
    ]),
  }),
});

// Of a kind that is not known yet there is no more to check.
const envelope = z.object({ event: z.object({ id: z.string(), event_type: z.string() }) });

type PagerEvent = z.infer<typeof eventSchema>['event'];

/** Takes what PagerDuty tells. It is asked to tell again only what could not be recorded now. */
export function makePagerDutyWebhook(ctx: Ctx, secret: string): RequestListener {
  async function take(request: IncomingMessage): Promise<number> {
    const digests = digestsIn(request.headers['x-pagerduty-signature']);
    if (digests.length === 0) return 401;
    const bytes = await readBytes(request, mostBytes);
    if (!isSigned(secret, [bytes], digests)) return 401;
    const given = parseJson(textOf(bytes));
    if (!envelope.safeParse(given).success) return 400;
    const event = eventSchema.safeParse(given).data?.event;
    if (event !== undefined && ctx.now().getTime() - Date.parse(event.occurred_at) > longestWay) {
      ctx.log.warn({ id: event.id }, 'A webhook of PagerDuty is older than two days, so it was not acted on');
      return 202;
    }
    const news = event === undefined ? null : newsIn(event);
    if (news === null) return 202;
    const heard = await hearPager(ctx, news);
    return heard === 'early' ? 503 : 202;
  }

  return (request, response) => {
    take(request)
      .catch((err: unknown) => {
        if (err instanceof RequestError) return err.status;
        ctx.log.error({ err }, 'A webhook of PagerDuty could not be taken; it comes again');
        return 503;
      })
      .then((status) => {
        request.resume();
        response.writeHead(status, request.complete ? {} : { connection: 'close' }).end();
      })
      .catch((err: unknown) => {
        ctx.log.error({ err }, 'A webhook of PagerDuty could not be answered');
        response.destroy();
      });
  };
}

/** There are two while the secret is being replaced, and any may fit. No more than ten are looked at. */
function digestsIn(header: string | string[] | undefined): string[] {
  return String(header ?? '')
    .split(',', 10)
    .flatMap((one) => /^v1=([0-9a-f]{64})$/i.exec(one.trim())?.[1] ?? []);
}

function newsIn(event: PagerEvent): PagerNews | null {
  const change = changeIn(event);
  if (change === null || event.data === null) return null;
  const { data, agent } = event;
  return {
    // A note is one, whether PagerDuty told of it or we looked.
    delivery: data.type === 'incident' ? `pagerduty:${event.id}` : noteDelivery(data.id),
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
