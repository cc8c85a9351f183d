import type { IncomingMessage } from 'node:http';
import { parseJson, textOf } from '../../request/parse-json.ts';
import { readBytes } from '../../request/read-bytes.ts';
import { RequestError } from '../../request/request-error.ts';
import { ApiError } from './api-error.ts';

/** What a body may have at most. Bytes. */
const mostBytes = 65_536;

/** The JSON of a request; an ApiError for another type, for too much of it, and for what is no JSON. */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json')
    throw new ApiError(415, 'not-json', 'The body is not JSON.', 'Send it with Content-Type: application/json.');
  try {
    return parseJson(textOf(await readBytes(request, mostBytes)));
  } catch (error) {
    throw error instanceof RequestError ? asApiError(error) : error;
  }
}

function asApiError({ status, message }: RequestError): ApiError {
  switch (status) {
    case 413:
      return new ApiError(status, 'too-large', message, 'Shorten it; details belong into the incident’s channel.');
    case 415:
      return new ApiError(status, 'compressed', message, 'Send it as it is, without Content-Encoding.');
    default:
      return new ApiError(status, 'malformed', message, 'Send one JSON object.');
  }
}
