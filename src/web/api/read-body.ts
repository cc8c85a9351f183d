import type { IncomingMessage } from 'node:http';
import { ApiError } from './api-error.ts';

/** What a body may have at most. Bytes. */
export const mostBytes = 65_536;

/** The JSON of a request; an ApiError for another type, for too much of it, and for what is no JSON. */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json')
    throw new ApiError(415, 'not-json', 'The body is not JSON.', 'Send it with Content-Type: application/json.');
  const text = (await readBytes(request)).toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(400, 'malformed', 'The body is not well-formed JSON.', 'Send one JSON object.');
  }
}

/** A request's body as it came; an ApiError for too much of it. */
export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > mostBytes) throw tooLarge();
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function tooLarge(): ApiError {
  // The rest is not read, so the connection cannot be used again.
  return new ApiError(
    413,
    'too-large',
    'The body is larger than 64 kB.',
    'Shorten it; details belong into the incident’s channel.',
    { connection: 'close' },
  );
}
