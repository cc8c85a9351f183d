import { isObject, type JsonObject } from '../json.ts';
import type { Sandbox } from '../start-sandbox.ts';

/** Calls a method with a form-encoded body, as the official client does; the answer has its HTTP status and Retry-After. */
export async function callApi(
  sandbox: Sandbox,
  method: string,
  args: JsonObject = {},
  token = sandbox.botToken,
): Promise<JsonObject> {
  const form = Object.entries(args).flatMap(([key, value]): [string, string][] =>
    value === undefined ? [] : [[key, typeof value === 'object' ? JSON.stringify(value) : String(value)]],
  );
  const response = await fetch(`${sandbox.apiUrl}${method}`, {
    method: 'POST',
    headers: token === '' ? {} : { authorization: `Bearer ${token}` },
    body: new URLSearchParams(form),
  });
  const answer: unknown = await response.json();
  if (!isObject(answer)) throw new Error(`${method} answered no object.`);
  const retryAfter = response.headers.get('retry-after') ?? undefined;
  return { ...answer, status: response.status, retryAfter };
}

/** The path of the manifest that these tests install. */
export const manifest = new URL('manifest.yaml', import.meta.url).pathname;
