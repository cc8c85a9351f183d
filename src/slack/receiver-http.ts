import { parse } from 'node:querystring';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App, ReceiverEvent } from '@slack/bolt';
import type { Logger } from 'pino';
import { z } from 'zod';
import { parseJson, textOf } from '../request/parse-json.ts';
import { readBytes } from '../request/read-bytes.ts';
import { RequestError } from '../request/request-error.ts';
import type { SlackReceiver } from './receiver.ts';
import { sortPayload } from './sort-payload.ts';
import { readSlackHeaders, verifySlackBody } from './verify-request.ts';

const slackPath = '/slack/events';
/** Slack's largest payloads are those of full forms, some 100 kB. Bytes. */
const mostBytes = 512 * 1024;

type Answer = { status: number; body: unknown };

/**
 * Slack's requests over HTTP. Our own instead of Bolt's, which verifies a body that was decoded already, takes timestamps from
 * the future, answers 500 to what is no JSON, and keeps what nothing listens to open for three seconds.
 */
export function httpReceiver(input: { signingSecret: string; log: Logger; now: () => Date }): SlackReceiver {
  const { signingSecret, log, now } = input;
  let app: App | null = null;

  async function take(request: IncomingMessage, tell: (answer: Answer) => void): Promise<void> {
    const signed = readSlackHeaders(request.headers, now());
    const bytes = await readBytes(request, mostBytes);
    verifySlackBody(signingSecret, bytes, signed);
    const given = readForm(request, textOf(bytes));
    const challenge = challengeOf(given);
    if (challenge !== null) return tell({ status: 200, body: { challenge } });
    const { to, body } = sortPayload(given);
    if (to === 'refuse') throw new RequestError(400, 'The payload is none of Slack’s.');
    if (to === 'ack') return tell({ status: 200, body: undefined });
    await app?.processEvent({
      body,
      ack: async (said) => tell({ status: 200, body: said }),
      ...retryOf(request),
    });
    // Nothing listens to that event or that form.
    tell({ status: 200, body: undefined });
  }

  return {
    receiver: {
      init: (made) => {
        app = made;
      },
      // The server is not ours to start: src/web/serve.ts has it.
      start: async () => {},
      stop: async () => {},
    },
    route: {
      path: slackPath,
      listener: (request, response) => {
        take(request, (answer) => send(request, response, answer)).catch((error: unknown) => {
          if (error instanceof RequestError) {
            log.debug({ status: error.status, why: error.message }, 'A request to Slack’s path was refused');
            request.resume();
            return send(request, response, { status: error.status, body: undefined });
          }
          // What was acknowledged stays so, and Bolt has logged it; anything else Slack sends again.
          if (!response.headersSent) log.error({ err: error }, 'A request of Slack’s could not be taken in');
          send(request, response, { status: 500, body: undefined });
        });
      },
    },
    connected: () => true,
  };
}

/** The first answer counts. While the rest of a refused body is on its way, the connection cannot be used again. */
function send(request: IncomingMessage, response: ServerResponse, { status, body }: Answer): void {
  if (response.headersSent) return;
  const close = request.complete ? {} : { connection: 'close' };
  if (body === undefined || body === '') response.writeHead(status, close).end();
  else if (typeof body === 'string') response.writeHead(status, { 'content-type': 'text/plain' }).end(body);
  else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** Commands are forms; interactions are forms with the JSON in `payload`; events are JSON. */
function readForm(request: IncomingMessage, text: string): unknown {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type === 'application/json') return parseJson(text);
  if (type !== 'application/x-www-form-urlencoded') throw new RequestError(415, 'The body is neither JSON nor a form.');
  const form = { ...parse(text, '&', '=', { maxKeys: 100 }) };
  return typeof form['payload'] === 'string' ? parseJson(form['payload']) : form;
}

const challenged = z.object({ type: z.literal('url_verification'), challenge: z.string().max(1000) });

function challengeOf(given: unknown): string | null {
  return challenged.safeParse(given).data?.challenge ?? null;
}

function retryOf({ headers }: IncomingMessage): Pick<ReceiverEvent, 'retryNum' | 'retryReason'> {
  const number = Number(headers['x-slack-retry-num'] ?? Number.NaN);
  const reason = headers['x-slack-retry-reason'];
  return {
    ...(Number.isSafeInteger(number) ? { retryNum: number } : {}),
    ...(typeof reason === 'string' ? { retryReason: reason } : {}),
  };
}
