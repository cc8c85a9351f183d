import { createHmac } from 'node:crypto';
import { clockNow, RealDate } from '../clock.ts';
import { isObject, parseJson, type JsonObject } from '../json.ts';
import { ACK_WITHIN_MS, type Courier, type Parcel, type Receipt } from './courier.ts';

/** Where the app listens, and the secret that both sides know. */
export type HttpTarget = { url: string; signingSecret: string };

/** Brings parcels by signed HTTP requests, as Slack does for apps with a public URL. */
export function createHttpCourier(target: HttpTarget): Courier {
  return { send: (parcel) => post(target, parcel) };
}

/** Slack's v0 signature over the raw body. */
export function sign(signingSecret: string, timestamp: string, body: string): string {
  return `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

async function post(target: HttpTarget, parcel: Parcel): Promise<Receipt> {
  const { contentType, body } = encode(parcel);
  const timestamp = String(Math.floor(clockNow().getTime() / 1000));
  const headers: Record<string, string> = {
    'content-type': contentType,
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': sign(target.signingSecret, timestamp, body),
  };
  if (parcel.retry) {
    headers['x-slack-retry-num'] = String(parcel.retry.number);
    headers['x-slack-retry-reason'] = parcel.retry.reason;
  }
  const started = RealDate.now();
  try {
    const response = await fetch(target.url, {
      method: 'POST',
      headers,
      body,
      signal: AbortSignal.timeout(ACK_WITHIN_MS),
    });
    const text = await response.text();
    if (response.status !== 200) return { kind: 'failed', reason: `http_error (${response.status})` };
    const parsed = parseJson(text);
    return { kind: 'acked', body: isObject(parsed) ? parsed : text, ms: RealDate.now() - started };
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError';
    return { kind: 'failed', reason: late ? 'http_timeout' : 'connection_failed' };
  }
}

function encode({ kind, payload }: Parcel): { contentType: string; body: string } {
  if (kind === 'events_api') return { contentType: 'application/json', body: JSON.stringify(payload) };
  const form = kind === 'interactive' ? { payload: JSON.stringify(payload) } : textsOnly(payload);
  return { contentType: 'application/x-www-form-urlencoded', body: new URLSearchParams(form).toString() };
}

function textsOnly(payload: JsonObject): Record<string, string> {
  return Object.fromEntries(
    Object.entries(payload).flatMap(([key, value]) =>
      value === undefined || value === null
        ? []
        : [[key, typeof value === 'object' ? JSON.stringify(value) : String(value)]],
    ),
  );
}
