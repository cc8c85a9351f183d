import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { operations } from '../src/web/api/operations.ts';
import type { Random } from '../workbench/random.ts';
import { breakText, breakValue } from './break-value.ts';
import type { RawRequest } from './send-raw.ts';
import { type SlackKind, slackKinds } from './slack-payloads.ts';

/** What the bot's process was given, and what time it takes it to be. */
export type Secrets = { signing: string; pager: string; api: string; now(): Date };
/** Makes the requests of one endpoint. `trusted`: its signature or token was right, so it may be answered with 200. */
export type Target = { name: string; make(random: Random): { request: RawRequest; trusted: boolean } };

/** Every endpoint, each with what comes at it. */
export function targetsOf(secrets: Secrets): Target[] {
  return [
    ...slackKinds.map((kind) => slackTarget(kind, secrets)),
    pagerTarget(secrets),
    ...operations.map(({ method, path, body }) =>
      apiTarget({ method, path, keys: Object.keys(body?.shape ?? {}) }, secrets),
    ),
    ...['/healthz', '/readyz', '/metrics', '/api/v1/openapi.json'].map((path) => openTarget(path)),
    openTarget(null),
  ];
}

function slackTarget({ name, as, make }: SlackKind, { signing, now }: Secrets): Target {
  return {
    name: `/slack/events: ${name}`,
    make(random) {
      const broken = breakValue(random, make(random), random.below(4));
      const json = broken === undefined ? '' : JSON.stringify(broken);
      const text = random.chance(0.2) ? breakText(random, json) : json;
      const body = bytesOf(random, as === 'json' ? text : formOf(as, text, broken));
      const type = as === 'json' ? 'application/json' : 'application/x-www-form-urlencoded';
      const at = String(Math.floor(now().getTime() / 1000));
      const digest = createHmac('sha256', signing).update(`v0:${at}:`).update(body).digest('hex');
      const good = { 'x-slack-request-timestamp': at, 'x-slack-signature': `v0=${digest}` };
      const trusted = random.chance(0.7);
      const headers = trusted
        ? good
        : wronglySigned(random, good, { stamp: 'x-slack-request-timestamp', signature: 'x-slack-signature' });
      return { trusted, request: { path: '/slack/events', body, ...disguise(random, type, headers) } };
    },
  };
}

function formOf(as: 'form' | 'payload', text: string, broken: unknown): string {
  if (as === 'payload') return new URLSearchParams({ payload: text }).toString();
  const fields = typeof broken === 'object' && broken !== null ? Object.entries(broken) : [];
  const form = new URLSearchParams();
  for (const [key, value] of fields)
    form.append(key, typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
  return form.toString();
}

function pagerTarget({ pager, now }: Secrets): Target {
  const reference = { id: 'PANA001', type: 'user_reference', summary: 'Ana', self: null, html_url: null };
  const types = ['acknowledged', 'annotated', 'delegated', 'escalated', 'reassigned', 'resolved', 'triggered'] as const;
  return {
    name: '/pagerduty/webhook',
    make(random) {
      const about = random.chance(0.5)
        ? { id: 'Q1', type: 'incident', incident_key: 'none', status: 'triggered', assignees: [reference] }
        : { id: 'N1', type: 'incident_note', incident: { id: 'Q1', type: 'incident_reference' }, content: 'x' };
      const id = `event-${random.below(1e9)}`;
      const occurred = new Date(now().getTime() - random.below(200) * 3_600_000).toISOString();
      const event = {
        id,
        event_type: `incident.${random.one(types)}`,
        resource_type: 'incident',
        occurred_at: occurred,
        agent: reference,
        client: null,
        data: about,
      };
      const json = JSON.stringify(breakValue(random, { event }, random.below(4))) ?? '';
      const body = bytesOf(random, random.chance(0.2) ? breakText(random, json) : json);
      const good = { 'x-pagerduty-signature': `v1=${createHmac('sha256', pager).update(body).digest('hex')}` };
      const trusted = random.chance(0.7);
      const headers = trusted ? good : wronglySigned(random, good, { stamp: null, signature: 'x-pagerduty-signature' });
      return {
        trusted,
        request: { path: '/pagerduty/webhook', body, ...disguise(random, 'application/json', headers) },
      };
    },
  };
}

function apiTarget({ method, path, keys }: { method: string; path: string; keys: string[] }, { api }: Secrets): Target {
  return {
    name: `${method} ${path}`,
    make(random) {
      const given = Object.fromEntries(
        keys.map((key) => [key, key === 'by' ? 'U09NOBODY1' : random.one(['x', 'P1', 'monitoring', 'INC-1'])]),
      );
      const json = JSON.stringify(breakValue(random, given, random.below(4))) ?? '';
      const body = method === 'GET' ? '' : bytesOf(random, random.chance(0.2) ? breakText(random, json) : json);
      const name = random.one(['INC-1', '1', 'INC-0', 'INC-999999999', 'INC-1%00', '..%2f..', '%ff', 'x'.repeat(3000)]);
      const query = random.chance(0.3)
        ? `?${random.one(['by=U09NOBODY1', 'limit=-1', 'status=%00', 'by[]=1', '='.repeat(2000), '__proto__=1'])}`
        : '';
      const trusted = random.chance(0.8);
      const authorization = trusted
        ? `Bearer ${api}`
        : random.one(['', 'Bearer', `Bearer ${api}x`, `Basic ${api}`, 'x'.repeat(8000)]);
      const headers = {
        authorization,
        ...(random.chance(0.2) ? { 'idempotency-key': random.one(['', 'a b', 'k'.repeat(300), 'same']) } : {}),
      };
      return {
        trusted,
        request: {
          method: random.chance(0.05) ? random.one(['PUT', 'DELETE', 'OPTIONS']) : method,
          path: `${path.replace('{name}', name)}${query}`,
          body,
          ...disguise(random, 'application/json', headers),
        },
      };
    },
  };
}

/** What anybody may ask, asked in every way; null: paths where nothing is. */
function openTarget(path: string | null): Target {
  const nowhere = [
    '/',
    '/api',
    '/api/',
    '/api/v2/x',
    '/slack/events/',
    '/slack',
    '/admin',
    '/.env',
    '/%2e%2e/%2e%2e/etc/passwd',
    '//',
    '/?',
    `/${'a'.repeat(7000)}`,
    '/pagerduty/webhook/x',
    '/__proto__',
    '/constructor',
  ] as const;
  return {
    name: path ?? 'unknown paths',
    make(random) {
      const query = random.chance(0.3) ? `?${'q=1&'.repeat(random.below(500))}` : '';
      const method = random.one(['GET', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']);
      const body = random.chance(0.3) ? 'x'.repeat(random.below(20_000)) : '';
      return {
        trusted: true,
        request: {
          method,
          path: `${path ?? random.one(nowhere)}${query}`,
          body,
          ...disguise(random, 'text/plain', {}),
        },
      };
    },
  };
}

function wronglySigned(
  random: Random,
  good: Record<string, string>,
  { stamp, signature }: { stamp: string | null; signature: string },
): Record<string, string | string[]> {
  const right = good[signature] ?? '';
  const wrong = random.one<string | string[]>([
    [],
    '',
    [right, right].map((one) => one.replace(/.$/, 'g')),
    right.replace(/^v(\d)/, (_, version: string) => `v${Number(version) + 1}`),
    right.slice(0, -1),
    `${right}0`,
    right.replace(/[0-9a-f]{8}$/, 'deadbeef'),
    'x'.repeat(7000),
  ]);
  if (stamp !== null && random.chance(0.4))
    return {
      ...good,
      [stamp]: random.one(['0', '-1', 'NaN', '9'.repeat(300), '1e9', ' ', '1700000000', '99999999999']),
    };
  return { ...good, [signature]: wrong };
}

/** Strange headers, another type, a body in pieces or compressed. */
function disguise(
  random: Random,
  type: string,
  headers: Record<string, string | string[]>,
): Pick<RawRequest, 'headers' | 'chunked'> {
  const named = random.chance(0.1)
    ? random.one([
        'text/plain',
        '',
        'application/json; charset=utf-16',
        'multipart/form-data; boundary=x',
        type.toUpperCase(),
      ])
    : type;
  const more: Record<string, string> = random.chance(0.05)
    ? Object.fromEntries(
        Array.from({ length: random.below(150) }, (_, index) => [`x-junk-${index}`, 'y'.repeat(random.below(80))]),
      )
    : {};
  const encoded: Record<string, string> = random.chance(0.03)
    ? { 'content-encoding': random.one(['gzip', 'br', 'identity', 'x, y']) }
    : {};
  return { headers: { 'content-type': named, ...more, ...encoded, ...headers }, chunked: random.chance(0.1) };
}

/** Mostly the text; now and then bytes that are no UTF-8, or something compressed. */
function bytesOf(random: Random, text: string): Buffer {
  if (random.chance(0.03)) return Buffer.concat([Buffer.from(text), Buffer.from([0xff, 0xfe, 0xc0])]);
  if (random.chance(0.02)) return gzipSync(text);
  return Buffer.from(text);
}
