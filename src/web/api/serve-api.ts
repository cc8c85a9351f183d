import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { noteAction, type Origin } from '../../commands/note-action.ts';
import { knownNames } from '../../commands/read-names.ts';
import type { Ctx } from '../../context.ts';
import { numberOf } from '../../domain/number-of.ts';
import { plainMarkdown } from '../../domain/plain-markdown.ts';
import { NotOfThisVersion, newerVersion, UserError } from '../../errors.ts';
import { databaseTrouble } from '../../database-trouble.ts';
import { newReference } from '../../new-reference.ts';
import { isBearer } from '../../request/is-bearer.ts';
import { ApiError } from './api-error.ts';
import { openApi } from './open-api.ts';
import { type Operation, operations, type RunTyped } from './operations.ts';
import { makeRateLimit } from './rate-limit.ts';
import { readBody } from './read-body.ts';

/** Answers everything under /api/. */
export type Api = (request: IncomingMessage, response: ServerResponse) => void;

/** What the API is made of. `workspace` is null until Slack or the record says which one this is. */
export type ApiParts = { token: string; workspace: () => Promise<string | null>; runTyped: RunTyped };

/** The HTTP API over the same commands as in Slack; every answer is JSON. */
export function makeApi(ctx: Ctx, { token, workspace, runTyped }: ApiParts): Api {
  const mustWait = makeRateLimit(ctx.now);
  let document: unknown = null;

  async function answer(request: IncomingMessage, asked: Asked): Promise<{ status: number; body: unknown }> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname === '/api/v1/openapi.json' && request.method === 'GET') {
      // Anybody may ask for it, so it is made once.
      document ??= openApi();
      return { status: 200, body: document };
    }
    if (!isBearer(request.headers.authorization, token))
      throw new ApiError(
        401,
        'unauthorized',
        'The token is missing or wrong.',
        'Send Authorization: Bearer and the API_TOKEN of the bot.',
        { 'www-authenticate': 'Bearer' },
      );
    const wait = mustWait();
    if (wait > 0)
      throw new ApiError(429, 'too-many', 'Too many requests within this minute.', `Ask again in ${wait} s.`, {
        'retry-after': String(wait),
      });
    const { operation, number } = findOperation(url.pathname, request.method ?? 'GET');
    asked.action = operation.id;
    asked.incident = number === 0 ? null : number;
    const body = operation.body === null ? null : await readBody(request);
    const where = await workspace();
    if (where === null)
      throw new ApiError(
        503,
        'workspace-unknown',
        'Slack has not said yet which workspace this is, and nothing is recorded.',
        'Ask again once /readyz says that the token is good.',
      );
    asked.workspace = where;
    const query = Object.fromEntries(url.searchParams);
    asked.who = claimed.safeParse(body ?? query).data?.by ?? null;
    const delivery = deliveryOf(operation, number, request.headers['idempotency-key']);
    const { origin } = asked;
    const told = await operation.run({ ...ctx, origin }, { workspace: where, number, query, body, delivery, runTyped });
    // What changed something is noted with it. What anybody may read is not noted when it is read.
    if (!origin.noted && (operation.method === 'POST' || tellsPrivate(told)))
      await noteAction({ ...ctx, origin }, { ...noted(asked), result: 'done' });
    return { status: operation.status, body: told };
  }

  return (request, response) => {
    const origin: Origin = { via: 'api', request: randomUUID(), noted: false, touched: new Set(), typed: null };
    const asked: Asked = { origin, workspace: '', who: null, action: null, incident: null };
    response.setHeader('x-request-id', origin.request);
    answer(request, asked)
      .then(
        ({ status, body }) => send(request, response, status, body),
        async (error: unknown) => {
          const told = await explain(ctx, error);
          if (error instanceof UserError) await noteAction({ ...ctx, origin }, { ...noted(asked), result: error.code });
          send(
            request,
            response,
            told.status,
            { code: told.code, message: told.message, remedy: told.remedy },
            told.headers,
          );
        },
      )
      .catch((err: unknown) => {
        ctx.log.error({ err }, 'An answer of the API could not be sent');
        response.destroy();
      });
  };
}

/** What is asked by one request, as far as it was read. `who` is who the request claims to ask for: all share one token. */
type Asked = { origin: Origin; workspace: string; who: string | null; action: string | null; incident: number | null };

const claimed = z.object({ by: z.string() });
const oneOrMore = z.union([
  z.object({ private: z.boolean() }).transform((one) => [one]),
  z.object({ incidents: z.array(z.object({ private: z.boolean() })) }).transform(({ incidents }) => incidents),
]);

function noted({ workspace, who, action, incident, origin }: Asked): Omit<Parameters<typeof noteAction>[1], 'result'> {
  const { typed } = origin;
  return { workspace, who, action: typed?.action ?? action ?? 'unknown', incident: typed?.incident ?? incident };
}

function tellsPrivate(told: unknown): boolean {
  return (oneOrMore.safeParse(told).data ?? []).some((incident) => incident.private);
}

function findOperation(path: string, method: string): { operation: Operation; number: number } {
  const number = numberOf(/^\/api\/v1\/incidents\/([^/]+)/.exec(path)?.[1] ?? '');
  const generic = path.replace(/^(\/api\/v1\/incidents\/)[^/]+/, '$1{name}');
  const there = operations.filter((operation) => operation.path === generic);
  if (there.length === 0 || (generic.includes('{name}') && number === null))
    throw new ApiError(404, 'no-such-path', 'Nothing is here.', 'GET /api/v1/openapi.json says what is.');
  const operation = there.find((candidate) => candidate.method === method);
  if (operation === undefined) {
    const allowed = there.map((candidate) => candidate.method).join(', ');
    throw new ApiError(405, 'method', `${method} is not possible here.`, `Use ${allowed}.`, { allow: allowed });
  }
  return { operation, number: number ?? 0 };
}

/** The same key for the same operation on the same incident is the same request, asked again. */
function deliveryOf({ id }: Operation, number: number, key: string | string[] | undefined): string {
  if (key === undefined) return `api:${randomUUID()}`;
  const text = String(key);
  if (!/^[\x21-\x7e]{1,200}$/.test(text))
    throw new ApiError(
      422,
      'invalid',
      'The Idempotency-Key cannot be used.',
      'Give 1 to 200 letters, digits and signs without spaces.',
    );
  return `api:${id}:${number}:${text}`;
}

/** Refusals of a command that are about what was sent; all others are about how things stand. */
const aboutInput =
  /-(empty|too-long|what)$|^(unknown-\w+|form-only|which-incident|no-such-(member|severity)|member-left|member-is-app)$/;
const statusOf: Record<string, number> = {
  'no-such-incident': 404,
  'no-incident': 404,
  'not-allowed': 403,
  'member-unresolved': 503,
  'permission-unknown': 503,
  'newer-version': 503,
};

async function explain(ctx: Ctx, error: unknown): Promise<ApiError> {
  if (error instanceof NotOfThisVersion) return explain(ctx, newerVersion(error));
  if (error instanceof ApiError) return error;
  if (error instanceof UserError) {
    const status = statusOf[error.code] ?? (aboutInput.test(error.code) ? 422 : 409);
    ctx.log.info({ code: error.code, status }, 'The API refused');
    const users = [...`${error.message} ${error.remedy}`.matchAll(/<@([UW][A-Z0-9]+)/g)].map((match) => match[1] ?? '');
    const nameOf = knownNames(ctx, users);
    return new ApiError(status, error.code, plainMarkdown(error.message, nameOf), plainMarkdown(error.remedy, nameOf));
  }
  const reference = newReference();
  ctx.log.error({ err: error, reference }, 'The API failed');
  const trouble = databaseTrouble(error);
  if (trouble === null && (await ctx.db.alive()))
    return new ApiError(
      500,
      'bug',
      `Something went wrong inside Muster (${reference}).`,
      'The log of the bot has the details under that reference. Ask again with the same Idempotency-Key, if you sent one.',
    );
  const manual = ctx.runbooks.current.policy.manual.trim();
  const byHand = manual === '' ? '' : ` Meanwhile, by hand: ${manual}`;
  if (trouble === 'unreachable')
    return new ApiError(
      503,
      'database-away',
      'Nothing is recorded: the database cannot be reached.',
      `Ask again in a minute.${byHand}`,
    );
  return new ApiError(
    503,
    'database-away',
    'The database does not answer, so it is not certain whether this was recorded.',
    `Ask again with the same Idempotency-Key: it then happens once. If you sent none, look at GET /incidents first.${byHand}`,
  );
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  // What is left of a body that nobody reads would keep the answer from arriving.
  request.resume();
  const close = status >= 400 && !request.complete ? { connection: 'close' } : {};
  response.writeHead(status, { ...headers, ...close, 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(`${JSON.stringify(body)}\n`);
}
