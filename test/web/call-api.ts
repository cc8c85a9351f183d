import { z } from 'zod';
import { openApi } from '../../src/web/api/open-api.ts';
import { type Operation, operations } from '../../src/web/api/operations.ts';
import { errorAnswer, incidentAnswer, incidentsAnswer } from '../../src/web/api/schemas.ts';

/** The token of the bot in these tests. */
export const apiToken = 'test-token-0123456789abcdef0123456789';

/** What is sent; `body` as text goes out as it is. */
export type Sent = {
  name?: string;
  query?: Record<string, string>;
  body?: unknown;
  key?: string;
  token?: string;
  type?: string;
};

const document = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.object({ responses: z.record(z.string(), z.unknown()) }))),
});

/**
 * Asks one operation of the API. An answer whose status is not in the OpenAPI document, or that is not as its schema says, fails
 * the test.
 */
export async function callApi(url: string, id: string, sent: Sent = {}) {
  const operation = operations.find((one) => one.id === id);
  if (operation === undefined) throw new Error(`The API has no operation ${id}`);
  const response = await fetch(`${url}${pathOf(operation, sent)}`, {
    method: operation.method,
    headers: {
      authorization: `Bearer ${sent.token ?? apiToken}`,
      ...(operation.method === 'POST' ? { 'content-type': sent.type ?? 'application/json' } : {}),
      ...(sent.key === undefined ? {} : { 'idempotency-key': sent.key }),
    },
    ...(operation.method === 'POST'
      ? { body: typeof sent.body === 'string' ? sent.body : JSON.stringify(sent.body) }
      : {}),
  });
  const { status } = response;
  const answer: unknown = await response.json();
  const documented = document.parse(openApi()).paths[operation.path]?.[operation.method.toLowerCase()]?.responses ?? {};
  if (!(String(status) in documented)) throw new Error(`${id} answered ${status}, which is not in the document`);
  if (status >= 400) return { status, told: null, list: [], refused: errorAnswer.parse(answer) };
  if (operation.answer === incidentsAnswer)
    return { status, told: null, list: incidentsAnswer.parse(answer).incidents, refused: null };
  return { status, told: incidentAnswer.parse(answer), list: [], refused: null };
}

function pathOf({ path }: Operation, { name, query }: Sent): string {
  const search = new URLSearchParams(query).toString();
  return `${path.replace('{name}', name ?? '')}${search === '' ? '' : `?${search}`}`;
}
