import type { IncomingMessage } from 'node:http';
import { isList, isObject, parseJson, type Json, type JsonObject } from '../json.ts';
import { invalidArguments, SlackError } from './slack-error.ts';

/** The arguments of one call, whichever way they were encoded. */
export type Args = JsonObject;

/** Reads a request's whole body. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Reads the arguments from the query and from a form-encoded or JSON body. */
export function readArgs(contentType: string, body: string, query: URLSearchParams): Args {
  const args: Args = Object.fromEntries(query);
  if (body === '') return args;
  if (contentType.startsWith('application/json')) {
    const parsed = parseJson(body);
    if (parsed === undefined) throw new SlackError('invalid_json');
    if (!isObject(parsed)) throw new SlackError('json_not_object');
    return { ...args, ...parsed };
  }
  if (contentType.startsWith('application/x-www-form-urlencoded'))
    return { ...args, ...Object.fromEntries(new URLSearchParams(body)) };
  throw new SlackError('invalid_post_type');
}

/** An optional text argument. */
export function text(args: Args, name: string): string | undefined {
  const value = args[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'object') throw invalidArguments(`must be a string [json-pointer:/${name}]`);
  return String(value);
}

/** A text argument that the method cannot do without. */
export function required(args: Args, name: string): string {
  const value = text(args, name);
  if (value === undefined || value === '') throw invalidArguments(`missing required field: ${name}`);
  return value;
}

/** A flag: true, "true" or "1". */
export function flag(args: Args, name: string): boolean {
  return ['true', '1'].includes(text(args, name) ?? '');
}

/** A whole number within a range, or its default. */
export function count(args: Args, name: string, fallback: number, most: number): number {
  const value = text(args, name);
  if (value === undefined || value === '') return fallback;
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0) throw new SlackError('invalid_limit');
  return Math.min(number === 0 ? fallback : number, most);
}

/** An argument that is JSON, given as such or as JSON text. */
export function json(args: Args, name: string, error: string): Json | undefined {
  const value = args[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') return value;
  const parsed = parseJson(value);
  if (parsed === undefined) throw new SlackError(error);
  return parsed;
}

/** An argument that is a list of names: "a,b" or ["a","b"]. */
export function names(args: Args, name: string): string[] {
  const value = args[name];
  if (isList(value)) return value.filter((item) => typeof item === 'string');
  return (text(args, name) ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
